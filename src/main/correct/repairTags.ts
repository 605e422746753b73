import { splitTag } from '../../shared/domain/bio.ts'
import { projectTags } from '../../shared/domain/projectTags.ts'

/**
 * What to do with a tag that continues a span which is not there: `begin` opens a span at it, `join-previous` lets
 * it go on with the entity before it, `outside` takes it out.
 */
export const REPAIR_RULES = ['begin', 'join-previous', 'outside'] as const
export type RepairRule = (typeof REPAIR_RULES)[number]

/** Untagged tokens that `join-previous` bridges: `George/B-PER W/O ./O Bush/I-PER`. */
const LONGEST_GAP = 3

/** Words that a name may hold in its middle without a tag of their own. */
const LINKS = new Set("a an and & at by de del der di du for in la le of on or s the 's van von y".split(' '))

/**
 * Repairs orphan `I-` tags and type switches; legal tags, unknown labels and their spelling stay as they are.
 * `join-previous` closes the gap to a span of the same type that ends up to three tokens earlier where only
 * punctuation, initials or link words stand between, gives a switched type the type of the span before it, and
 * leaves other orphans as they are. `outside` also clears what is no tag at all.
 */
export function repairTags(
  { tokens, tags }: { readonly tokens: readonly string[]; readonly tags: readonly string[] },
  rule: RepairRule,
  labels: ReadonlySet<string>,
): readonly string[] {
  const read = projectTags(tags, labels).map(splitTag)
  const repaired = [...tags]
  // Type of the span that reaches the token before, and where and of what type the last span ended.
  let open: string | null = null
  let last: { readonly end: number; readonly type: string } | null = null
  for (const [index, parts] of read.entries()) {
    let type: string | null = null
    if (parts === null) {
      if (rule === 'outside') repaired[index] = 'O'
    } else if (parts.prefix === 'B' || (parts.prefix === 'I' && parts.type === open)) type = parts.type
    else if (parts.prefix === 'I') {
      const joins =
        last?.type === parts.type &&
        index - last.end <= LONGEST_GAP &&
        tokens.slice(last.end, index).every(isLink)
      type = repairInside(repaired, index, {
        rule,
        type: parts.type,
        open,
        from: joins ? last?.end : undefined,
      })
    }
    open = type
    if (type !== null) last = { end: index + 1, type }
  }
  return repaired
}

interface Orphan {
  readonly rule: RepairRule
  readonly type: string
  /** Type of the span that ends right before the tag. */
  readonly open: string | null
  /** End of the earlier span that the tag can be joined with. */
  readonly from: number | undefined
}

/**
 * Repairs one tag in place; gives the type of the span it now belongs to, null for none. Types are written as the file
 * spells them: a file that says OTHER would not go back as it came if a repair said MISC.
 */
function repairInside(tags: string[], index: number, { rule, type, open, from }: Orphan): string | null {
  if (rule === 'outside') {
    tags[index] = 'O'
    return null
  }
  const spelling = (at: number): string => splitTag(tags[at] ?? 'O')?.type ?? type
  if (rule === 'begin') tags[index] = `B-${spelling(index)}`
  else if (open !== null) tags[index] = `I-${spelling(index - 1)}`
  else if (from !== undefined) tags.fill(`I-${spelling(index)}`, from, index + 1)
  return rule === 'join-previous' && open !== null ? open : type
}

function isLink(token: string): boolean {
  return /^[\p{P}\p{S}]+$/u.test(token) || /^\p{Lu}$/u.test(token) || LINKS.has(token.toLowerCase())
}
