import { splitTag } from '../../shared/domain/bio.ts'
import { projectTags } from '../../shared/domain/projectTags.ts'

/**
 * What to do with a tag that continues a span which is not there: `begin` opens a span at it, `join-previous` lets
 * it go on with the entity before it, `outside` takes it out.
 */
export const REPAIR_RULES = ['begin', 'join-previous', 'outside'] as const
export type RepairRule = (typeof REPAIR_RULES)[number]

/** Tokens left untagged inside a name that `join-previous` bridges: `George/B-PER W/O ./O Bush/I-PER`. */
const LONGEST_GAP = 3

/**
 * Repairs orphan `I-` tags and type switches; legal tags, unknown labels and their spelling stay as they are.
 * `join-previous` begins a new span where no entity of the same type ends at most three tokens earlier, and takes
 * the type of the span before it at a type switch. `outside` also clears what is no tag at all.
 */
export function repairTags(
  tags: readonly string[],
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
    else if (parts.prefix === 'I')
      type = repairInside(repaired, index, { rule, type: parts.type, open, last })
    open = type
    if (type !== null) last = { end: index + 1, type }
  }
  return repaired
}

interface Place {
  readonly rule: RepairRule
  readonly type: string
  readonly open: string | null
  readonly last: { readonly end: number; readonly type: string } | null
}

/** Repairs one tag in place; gives the type of the span it now belongs to, null for none. */
function repairInside(tags: string[], index: number, { rule, type, open, last }: Place): string | null {
  if (rule === 'outside') {
    tags[index] = 'O'
    return null
  }
  if (rule === 'join-previous' && open !== null) {
    tags[index] = `I-${open}`
    return open
  }
  if (rule === 'join-previous' && last?.type === type && index - last.end <= LONGEST_GAP) {
    tags.fill(`I-${type}`, last.end, index + 1)
    return type
  }
  tags[index] = `B-${type}`
  return type
}
