/**
 * How a changed file differs from what the project holds of it: `added` posts it did not have; `retagged` the same words
 * with other labels; `corrected` the same, where somebody has corrected the post here; `reworded` other words under the
 * same id; `gone` posts it no longer has.
 */
export const CHANGE_KINDS = ['added', 'retagged', 'corrected', 'reworded', 'gone'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]
