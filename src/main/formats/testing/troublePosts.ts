import fc from 'fast-check'
import { tagsFromSpans } from '../../../shared/domain/bio.ts'
import type { Json } from '../../../shared/domain/json.ts'
import type { ImportedPost } from '../../../shared/domain/post.ts'
import type { Span } from '../../../shared/domain/span.ts'
import { joinTokens } from '../postReader.ts'

const letter = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...Array.from('abZ09_@#-,.:"|[]*\\\'&;=+')) },
  fc.constantFrom('é', '😀', '👩‍🚀', '👍🏽', '한', '́', 'ß', '\u00a0', '\u200b', '\ufe0f', '\u2028', '漢', 'ש'),
)
const word = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(letter, { minLength: 1, maxLength: 6 })
      .map((letters) => letters.join(''))
      .filter((text) => text.trim() !== ''),
  },
  // Words that formats and programs take for something else.
  fc.constantFrom(
    '\ufe0f',
    '\u200d',
    '=1+1',
    '"',
    '""',
    'O',
    'B-PER',
    '_',
    '*',
    '-DOCSTART-',
    'IMGID:1',
    'NA',
    'null',
    'True',
    '#',
    '-',
    '\\n',
    '👨‍👩‍👧‍👦',
    'שלום',
    'مرحبا',
    '\u202eabc',
    'é',
    '<b>',
  ),
)

const span = fc.record({
  start: fc.nat(6),
  length: fc.integer({ min: 1, max: 3 }),
  type: fc.constantFrom('PER', 'LOC', 'ORG', 'creative-work'),
})

/** Those of `given` that fit into so many words and share none with the ones before. */
function flatSpans(
  length: number,
  given: readonly { readonly start: number; readonly length: number; readonly type: string }[],
): Span[] {
  const spans: Span[] = []
  for (const each of given) {
    const end = Math.min(length, each.start + each.length)
    const free = spans.every(({ start, end: stop }) => each.start >= stop || end <= start)
    if (each.start < end && free) spans.push({ start: each.start, end, type: each.type })
  }
  return spans
}

export interface TroublePost {
  readonly post: ImportedPost
  /** Other labels of the same words. */
  readonly otherTags: readonly string[]
}

/** Posts of words with a space between, which every format can hold. */
export const troublePosts: fc.Arbitrary<readonly TroublePost[]> = fc
  .array(
    fc.record({
      tokens: fc.array(word, { minLength: 1, maxLength: 7 }),
      spans: fc.array(span, { maxLength: 4 }),
      other: fc.array(span, { maxLength: 2 }),
      picture: fc.constantFrom(null, 'a.jpg', 'über.png'),
      caption: fc.constantFrom(null, 'a woman, at a "desk"'),
      split: fc.constantFrom(null, 'train', 'test'),
      meta: fc.constantFrom<(Record<string, Json> | null)[]>(null, { lang: 'en', score: [0.5, { a: null }] }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((list) =>
    list.map(({ tokens, spans, other, ...more }, index) => ({
      post: {
        externalId: `id ${index + 1}`,
        tokens,
        tags: tagsFromSpans(tokens.length, flatSpans(tokens.length, spans)),
        ...joinTokens(tokens),
        status: 'unreviewed' as const,
        layout: null,
        line: index + 1,
        ...more,
      } satisfies ImportedPost,
      otherTags: tagsFromSpans(tokens.length, flatSpans(tokens.length, other)),
    })),
  )
