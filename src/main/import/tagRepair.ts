import { splitTag, tagProblems } from '../../shared/domain/bio.ts'

/** Ways to make tags legal where an `I-` has no beginning. */
export type RepairRule = 'begin' | 'join-previous' | 'outside'

/** Words that a name may hold in the middle without a tag of their own. */
const LINKS = new Set(
  "a an and & at by de del der di du e for in la le of on or s the to 's van von y".split(' '),
)

/** Longest gap that is closed: `George/B-PER W/O ./O Bush/I-PER`. */
const WIDEST_GAP = 2

/**
 * Repairs every orphan `I-X` (after O, or after a span of another type) by one rule; all other tags stay as they are.
 *
 * - `begin`: it becomes `B-X`.
 * - `join-previous`: where a span of the same type ended one or two tokens earlier and only punctuation, initials or
 *   link words stand between, these become `I-X`; other orphans stay.
 * - `outside`: it and the `I-X` that continue it become `O`.
 *
 * Gives the same array back when nothing changes.
 */
export function repairTags(
  rule: RepairRule,
  tokens: readonly string[],
  tags: readonly string[],
): readonly string[] {
  const orphans = tagProblems(tags, new Set()).flatMap(({ kind, index }) =>
    kind === 'orphan-inside' || kind === 'type-switch' ? [index] : [],
  )
  if (orphans.length === 0) return tags
  const repaired = [...tags]
  let changed = false
  for (const index of orphans) changed = REPAIRS[rule](repaired, index, tokens) || changed
  return changed ? repaired : tags
}

/** Each changes `tags` in place and says whether it did. */
const REPAIRS: Readonly<
  Record<RepairRule, (tags: string[], index: number, tokens: readonly string[]) => boolean>
> = {
  begin(tags, index) {
    tags[index] = `B-${typeAt(tags, index)}`
    return true
  },

  'join-previous'(tags, index, tokens) {
    const type = typeAt(tags, index)
    let start = index
    while (
      start > 0 &&
      index - start < WIDEST_GAP &&
      tags[start - 1] === 'O' &&
      isLink(tokens[start - 1] ?? '')
    )
      start--
    if (start === index || start === 0 || typeAt(tags, start - 1) !== type) return false
    tags.fill(`I-${type}`, start, index)
    return true
  },

  outside(tags, index) {
    const type = typeAt(tags, index)
    for (let at = index; tags[at] === `I-${type}`; at++) tags[at] = 'O'
    return true
  },
}

function typeAt(tags: readonly string[], index: number): string {
  return splitTag(tags[index] ?? 'O')?.type ?? ''
}

function isLink(token: string): boolean {
  return /^[\p{P}\p{S}]+$/u.test(token) || /^\p{Lu}$/u.test(token) || LINKS.has(token.toLowerCase())
}
