/** What a tag that is no legal BIO can become; `keep` changes nothing. */
export const RULES = [
  { value: 'keep', label: 'Keep as they are' },
  { value: 'begin', label: 'Begin an entity (B-)' },
  { value: 'join-previous', label: 'Join to the entity before' },
  { value: 'outside', label: 'No entity (O)' },
] as const

export type RepairRule = Exclude<(typeof RULES)[number]['value'], 'keep'>
