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
