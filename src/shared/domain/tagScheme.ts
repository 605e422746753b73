import { spansFromTags, splitTag, tagsFromSpans } from './bio.ts'
import type { Span } from './span.ts'

/**
 * How tags say where an entity begins. `iob1`: `B-` only between touching entities of one type; `iob2` (BIO): `B-`
 * opens every one; `iobes`: `E-` ends and `S-` is alone; `bilou`: the same with `L-` and `U-`.
 */
export const TAG_SCHEMES = ['iob2', 'iob1', 'iobes', 'bilou'] as const
export type TagScheme = (typeof TAG_SCHEMES)[number]

export const SCHEME_WORDS: Readonly<Record<TagScheme, string>> = {
  iob2: 'IOB2 (BIO)',
  iob1: 'IOB1',
  iobes: 'IOBES',
  bilou: 'BILOU',
}

const PREFIXES: Readonly<Record<TagScheme, string>> = { iob2: 'BI', iob1: 'BI', iobes: 'BIES', bilou: 'BILU' }

/** True for O and for a prefix of any scheme with a type. */
export function isTag(tag: string): boolean {
  return tag === 'O' || /^[BIESLU]-./su.test(tag)
}

/** Entities that open with `I-` in a file without `B-`: fewer may be slips, which a person is told of. */
const FEWEST = 5

/**
 * The scheme whose marks stand in sequences of tags. Without `E- S- L- U-` it is IOB1 where every `B-` follows an
 * entity of its type and that, or five entities, show it; else IOB2. Null: marks of two schemes stand side by side.
 */
export function schemeOf(sequences: Iterable<readonly string[]>): TagScheme | null {
  const found = { iobes: false, bilou: false, begins: false, parts: false }
  let opensInside = 0
  for (const tags of sequences)
    for (const [index, tag] of tags.entries()) {
      const goesOn = touches(tags[index - 1] ?? 'O', tag)
      found.iobes ||= /^[ES]-/u.test(tag)
      found.bilou ||= /^[LU]-/u.test(tag)
      found.begins ||= tag.startsWith('B-') && !goesOn
      found.parts ||= tag.startsWith('B-') && goesOn
      if (tag.startsWith('I-') && !goesOn) opensInside++
    }
  if (found.iobes) return found.bilou ? null : 'iobes'
  if (found.bilou) return 'bilou'
  const shown = opensInside >= FEWEST || (opensInside > 0 && found.parts)
  return shown && !found.begins ? 'iob1' : 'iob2'
}

/** The tag before is of an entity of the same type. */
function touches(before: string, tag: string): boolean {
  return before !== 'O' && isTag(before) && before.slice(2) === tag.slice(2)
}

/** Tags of a scheme as IOB2 tags. What is no tag stays as it is; IOB2 stays untouched, orphans and all. */
export function toIob2(tags: readonly string[], scheme: TagScheme): readonly string[] {
  if (scheme === 'iob2') return tags
  // E- and L- go on, S- and U- begin: the spans of the simpler tags are the same.
  const plain = tags.map((tag) => {
    if (!isTag(tag) || tag === 'O' || splitTag(tag) !== null) return tag
    return `${/^[SU]/u.test(tag) ? 'B' : 'I'}${tag.slice(1)}`
  })
  const spans = spansFromTags(plain)
  const iob2 = tagsFromSpans(tags.length, spans)
  return plain.map((tag, index) => (splitTag(tag) === null ? tag : (iob2[index] ?? 'O')))
}

/** IOB2 tags in another scheme. What is no tag stays as it is. */
export function fromIob2(tags: readonly string[], scheme: TagScheme): readonly string[] {
  if (scheme === 'iob2') return tags
  const written = [...tags]
  const spans = spansFromTags(tags)
  for (const [index, span] of spans.entries()) writeSpan(written, span, spans[index - 1] ?? null, scheme)
  return written
}

function writeSpan(tags: string[], { start, end, type }: Span, before: Span | null, scheme: TagScheme): void {
  const [begin = 'B', inside = 'I', last = inside, single = begin] = PREFIXES[scheme]
  for (let index = start; index < end; index++) {
    const alone = end - start === 1
    const touches = before !== null && before.end === start && before.type === type
    const first = scheme === 'iob1' && !touches ? inside : alone ? single : begin
    const prefix = index === start ? first : index === end - 1 ? last : inside
    tags[index] = `${prefix}-${type}`
  }
}
