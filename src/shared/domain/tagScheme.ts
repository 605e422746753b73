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

/**
 * Entities that open with `I-`, and none with `B-`, from which that is how a file has it: one alone may be a slip, and behind
 * the first few of a long file a `B-` may follow.
 */
const FEWEST = { ofAll: 2, ofSome: 5 }

/** The scheme that tags show. */
export interface ShownScheme {
  readonly scheme: TagScheme
  /** The tags would be of this scheme as well, as entities that nothing opened: a person should know. */
  readonly or?: TagScheme
}

/**
 * The scheme whose marks stand in sequences of tags; `whole`: they are all that the file has. Without `E- S- L- U-` it is
 * IOB1 where entities open with `I-` and every `B-` there is follows an entity of its type. Where there is no `B-` at all,
 * nothing but their consent speaks for it, so that `or` names IOB2. Null: marks of two schemes stand side by side.
 */
export function schemeOf(sequences: Iterable<readonly string[]>, whole: boolean): ShownScheme | null {
  const found: Record<Sign, number> = { iobes: 0, bilou: 0, begins: 0, parts: 0, opensInside: 0, none: 0 }
  for (const tags of sequences)
    for (const [index, tag] of tags.entries()) found[signOf(tags[index - 1] ?? 'O', tag)]++
  if (found.iobes > 0) return found.bilou > 0 ? null : { scheme: 'iobes' }
  if (found.bilou > 0) return { scheme: 'bilou' }
  if (found.begins > 0 || found.opensInside === 0) return { scheme: 'iob2' }
  if (found.parts > 0) return { scheme: 'iob1' }
  const fewest = whole ? FEWEST.ofAll : FEWEST.ofSome
  return found.opensInside >= fewest ? { scheme: 'iob1', or: 'iob2' } : { scheme: 'iob2' }
}

/** What a tag says about the scheme of its file. */
type Sign = 'iobes' | 'bilou' | 'begins' | 'parts' | 'opensInside' | 'none'

function signOf(before: string, tag: string): Sign {
  if (/^[ES]-/u.test(tag)) return 'iobes'
  if (/^[LU]-/u.test(tag)) return 'bilou'
  const goesOn = touches(before, tag)
  if (tag.startsWith('B-')) return goesOn ? 'parts' : 'begins'
  return tag.startsWith('I-') && !goesOn ? 'opensInside' : 'none'
}

/** The tag before is of an entity of the same type. */
function touches(before: string, tag: string): boolean {
  return before !== 'O' && isTag(before) && before.slice(2) === tag.slice(2)
}

/** Tags of a scheme as IOB2 tags. What is no tag stays as it is; IOB2 stays untouched, orphans and all. */
export function toIob2(tags: readonly string[], scheme: TagScheme): readonly string[] {
  if (scheme === 'iob2') return tags
  // E- and L- go on, S- and U- begin: the spans of the simpler tags are the same.
  const orphans = new Set(unopened(tags, scheme))
  const plain = tags.map((tag, index) => {
    if (orphans.has(index)) return `B${tag.slice(1)}`
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

/**
 * Indexes of tags that go on with an entity which no tag opened, in a scheme whose marks say so (IOBES, BILOU); they are
 * read as if it began there. In IOB1 every `I-` may open one, and IOB2 keeps its tags as they are.
 */
export function unopened(tags: readonly string[], scheme: TagScheme): readonly number[] {
  if (scheme !== 'iobes' && scheme !== 'bilou') return []
  return tags.flatMap((tag, index) => {
    const before = tags[index - 1] ?? 'O'
    const open = touches(before, tag) && /^[BI]-/u.test(before)
    return /^[IEL]-/u.test(tag) && !open ? [index] : []
  })
}

/**
 * Indexes of tags after which an entity should go on and does not, in a scheme that marks ends (IOBES, BILOU); it is read as
 * if it ended there.
 */
export function unclosed(tags: readonly string[], scheme: TagScheme): readonly number[] {
  if (scheme !== 'iobes' && scheme !== 'bilou') return []
  return tags.flatMap((tag, index) => {
    const next = tags[index + 1] ?? 'O'
    return /^[BI]-/u.test(tag) && !(touches(tag, next) && /^[IEL]-/u.test(next)) ? [index] : []
  })
}
