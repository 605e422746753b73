import type { Span } from './span.ts'

/** Why gold may be wrong. */
export const SUSPICION_KINDS = [
  'model-is-sure',
  'other-type-elsewhere',
  'orphan-tag',
  'duplicate-differs',
  'venue-clash',
] as const
export type SuspicionKind = (typeof SUSPICION_KINDS)[number]

export const SUSPICION_WORDS: Readonly<Record<SuspicionKind, string>> = {
  'model-is-sure': 'The model is sure of something else',
  'other-type-elsewhere': 'Another type elsewhere',
  'orphan-tag': 'Orphan tag',
  'duplicate-differs': 'Same post, other labels',
  'venue-clash': 'Stadiums and halls: ORG or LOC',
}

/** One reason to look at the gold of a post again. */
export interface Suspicion {
  readonly kind: SuspicionKind
  /** The gold span it is about; null: the whole post, or one that gold lacks. */
  readonly span: Span | null
  /** Why, in a sentence without its full stop. */
  readonly reason: string
  /** From 0 to 1: how sure one may be that something is wrong; the list is in this order. */
  readonly weight: number
}
