/**
 * The ways to cut spans into groups that an error report counts apart. Every span is in exactly one group of each.
 *
 * - `surface`: whether the same words are gold elsewhere: in the posts of the split `train` where there is one, else
 *   in any other post;
 * - `length`: tokens;
 * - `form`: how the words are written; the first that fits, in the order of the list;
 * - `emoji`, `picture`, `caption`: whether the post has one (a picture that can be shown);
 * - `split`: of the post, as its file or its import says; `other` under any other name, `none` where nobody said;
 * - `score`: of the predicted span, in tenths, the lower end named; `none` where nothing was predicted.
 */
export const SLICES = {
  surface: ['seen', 'unseen'],
  length: ['1', '2', '3', '4+'],
  form: ['hashtag', 'handle', 'all-capitals', 'capitalised', 'lower-case', 'other'],
  emoji: ['with', 'without'],
  picture: ['with', 'without'],
  caption: ['with', 'without'],
  split: ['train', 'dev', 'valid', 'test', 'other', 'none'],
  score: ['0.0', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9', 'none'],
} as const satisfies Record<string, readonly string[]>

export type SliceName = keyof typeof SLICES
export const SLICE_NAMES = Object.keys(SLICES) as readonly SliceName[]

/** One group of one slice. */
export interface SliceGroup {
  readonly by: SliceName
  readonly group: string
}

/** "Oracle Arena" and "oracle arena" are the same mention. */
export function surfaceOf(
  tokens: readonly string[],
  span: { readonly start: number; readonly end: number },
): string {
  return tokens.slice(span.start, span.end).join(' ').toLowerCase()
}

/** The group of `form` for a span of a post; a `#` or `@` may be a token of its own before it. */
export function formOf(
  tokens: readonly string[],
  { start, end }: { readonly start: number; readonly end: number },
): (typeof SLICES.form)[number] {
  const words = tokens.slice(start, end)
  const marked = (sign: string): boolean =>
    tokens[start - 1] === sign || words.some((word) => word.startsWith(sign))
  if (marked('#')) return 'hashtag'
  if (marked('@')) return 'handle'
  const text = words.join(' ')
  const hasUpper = /\p{Lu}/u.test(text)
  const hasLower = /\p{Ll}/u.test(text)
  if (hasUpper && !hasLower && /\p{L}.*\p{L}/u.test(text)) return 'all-capitals'
  if (/^[^\p{L}]*\p{Lu}/u.test(text)) return 'capitalised'
  return hasLower && !hasUpper ? 'lower-case' : 'other'
}

/** The group of `score` for a probability: 0.87 is in '0.8', 1 in '0.9'. */
export function scoreGroup(score: number): string {
  return SLICES.score[Math.min(9, Math.max(0, Math.floor(score * 10)))] ?? 'none'
}
