import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import type { StoredPost } from '../store/types.ts'
import { alignTokens, optionalTexts } from './jsonlFields.ts'
import { placeText, wordsOf } from './placedText.ts'
import type { FileSpan, PlaceOptions } from './placedText.ts'
import type { RecordContext } from './jsonPosts.ts'
import type { WrittenPost } from './postWriter.ts'
import { RecordFault } from './recordFault.ts'

/** Keys that carry, in every JSON format, what the format itself has no place for. */
const COMMON = ['id', 'image', 'caption', 'split', 'tokens']

/** What a record says under the common keys, and under keys that are neither common nor `own`. */
export function commonFields(
  record: JsonObject,
  own: readonly string[],
): Pick<ImportedPost, 'picture' | 'caption' | 'split' | 'meta'> {
  const text = (key: string): string | null => {
    const value = record[key]
    return typeof value === 'string' && !own.includes(key) ? value : null
  }
  const [picture, caption, split] = [text('image'), text('caption'), text('split')]
  const taken = new Set([...own, 'id', ...(picture === null ? [] : ['image'])])
  if (caption !== null) taken.add('caption')
  if (split !== null) taken.add('split')
  const rest = Object.entries(record).filter(([key]) => !taken.has(key))
  // fromEntries defines keys, so that one called __proto__ stays a key.
  return { picture, caption, split, meta: rest.length === 0 ? null : Object.fromEntries(rest) }
}

/** The words a record states beside its text, where it does. Throws {@link RecordFault} where they are not in the text. */
export function statedTokens(record: JsonObject, text: string): PlaceOptions['tokens'] {
  const value = record['tokens']
  if (!Array.isArray(value) || !(value as readonly Json[]).every((each) => typeof each === 'string'))
    return null
  const tokens = optionalTexts(record, 'tokens') ?? []
  if (tokens.includes('')) throw new RecordFault('`tokens` holds an empty word', 'words')
  return { tokens, offsets: alignTokens(tokens, text).offsets }
}

/** A post of a text whose labels are character offsets; what was odd about them goes to `context.warn`. */
export function textPost(
  context: RecordContext,
  text: string,
  spans: readonly FileSpan[] | null,
  more: Partial<ImportedPost> & {
    readonly usual: PlaceOptions['usual']
    readonly unitBy: PlaceOptions['unitBy']
    readonly words: PlaceOptions['tokens']
    readonly externalId: string
  },
): ImportedPost {
  const { usual, unitBy, words, ...fields } = more
  const placed = placeText(text, spans, { unit: context.options.offsets, usual, unitBy, tokens: words })
  for (const { found, advice } of placed.notes) context.warn(found, advice)
  const { tokens, offsets, tags } = placed
  return {
    tokens,
    tags,
    text,
    offsets,
    picture: null,
    caption: null,
    split: null,
    status: 'unreviewed',
    meta: null,
    layout: null,
    line: context.line,
    ...fields,
  }
}

/** Common keys of a post for a format that has text and spans; `tokens` only where a reader would not find them again. */
export function commonKeys({ post, spans }: WrittenPost): JsonObject {
  return {
    ...(post.picture === null ? {} : { image: post.picture.name }),
    ...(post.caption === null ? {} : { caption: post.caption }),
    ...(post.split === null ? {} : { split: post.split }),
    ...(wordsAreFound(post, spans) ? {} : { tokens: post.tokens }),
    ...metaKeys(post),
  }
}

/** Keys of `meta` that no common key stands for. */
export function metaKeys(post: StoredPost): JsonObject {
  if (post.meta === null) return {}
  return Object.fromEntries(Object.entries(post.meta).filter(([key]) => !COMMON.includes(key)))
}

/** Whether the words of a post are those {@link wordsOf} finds in its text, knowing its spans. */
export function wordsAreFound(post: StoredPost, spans: WrittenPost['spans']): boolean {
  const placed = spans.map(({ start, end }) => ({
    start: post.offsets[start * 2] ?? 0,
    end: post.offsets[end * 2 - 1] ?? 0,
  }))
  const { tokens } = wordsOf(post.text, placed)
  return tokens.length === post.tokens.length && tokens.every((token, index) => token === post.tokens[index])
}
