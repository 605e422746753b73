import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import type { StoredPost } from '../store/types.ts'
import { alignTokens, optionalText, optionalTexts } from './jsonlFields.ts'
import { isTextRegion } from './labelStudioResult.ts'
import { keyOf } from './namedKeys.ts'
import { placeText, wordsOf } from './placedText.ts'
import type { FileSpan, PlaceOptions } from './placedText.ts'
import type { RecordContext } from './jsonPosts.ts'
import type { ReadOptions } from './postReader.ts'
import type { WrittenPost } from './postWriter.ts'
import { RecordFault } from './recordFault.ts'

/**
 * Keys that a reader of one of the JSON formats takes for its own: what has no place for `meta` of such names would have
 * other labels, or be taken for another format, when it is read again.
 */
const TAKEN = new Set([
  ...['id', 'text', 'data', 'image', 'caption', 'split', 'tokens', 'tags', 'ner_tags', 'label_names'],
  ...['label', 'labels', 'entities', 'annotations', 'completions', 'spans', 'result', 'paragraphs'],
  ...['answer', 'options', '_view_id', '_is_binary', 'annotator', 'annotation_id'],
  ...['created_at', 'updated_at', 'lead_time'],
])
/** Where such keys stand instead. */
const APART = 'vsgn'

/** Parts that every format of JSON keeps under the same keys, or under those that a person names for them. */
export const COMMON_PARTS = ['id', 'image', 'caption', 'split'] as const

/** What a record says under the common keys, and under keys that are neither common nor `own`. */
export function commonFields(
  record: JsonObject,
  own: readonly string[],
  columns: ReadOptions['columns'],
): Pick<ImportedPost, 'picture' | 'caption' | 'split' | 'meta'> {
  const text = (part: string): string | null => {
    const key = keyOf(part, columns)
    // What stands under a usual key may be anything; under one that a person named it must be what they say.
    if (columns?.[part] !== undefined) return optionalText(record, key)
    return typeof record[key] === 'string' && !own.includes(key) ? record[key] : null
  }
  const [picture, caption, split] = [text('image'), text('caption'), text('split')]
  const found = { id: '', image: picture, caption, split }
  const taken = COMMON_PARTS.filter((part) => found[part] !== null).map((part) => keyOf(part, columns))
  return { picture, caption, split, meta: metaOf(record, [...own, ...taken]) }
}

/** The keys of a record that are not `taken`, those that were set apart among them; null: there are none. */
export function metaOf(record: JsonObject, taken: readonly string[]): JsonObject | null {
  const apart = record[APART] ?? null
  const unpacked = apart !== null && typeof apart === 'object' && !Array.isArray(apart)
  const rest = Object.entries(record).filter(([key]) => !taken.includes(key) && !(unpacked && key === APART))
  const all = [...rest, ...(unpacked ? Object.entries(apart) : [])]
  // fromEntries defines keys, so that one called __proto__ stays a key.
  return all.length === 0 ? null : Object.fromEntries(all)
}

/** The words a record states beside its text, where it does. Throws {@link RecordFault} where they are not in the text. */
export function statedTokens(record: JsonObject, text: string): PlaceOptions['tokens'] {
  const value = record['tokens']
  if (!Array.isArray(value) || !(value as readonly Json[]).every((each) => typeof each === 'string'))
    return null
  const tokens = optionalTexts(record, 'tokens') ?? []
  if (tokens.includes('')) throw new RecordFault('`tokens` holds an empty word', 'words')
  return { tokens, offsets: alignTokens(tokens, text) }
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
  const { offsets: unit, nested = false } = context.options
  const placed = placeText(text, spans, { unit, usual, unitBy, tokens: words, nested })
  for (const { found, advice } of placed.notes) context.warn(found, advice)
  const { tokens, offsets, tags, spans: all } = placed
  return {
    tokens,
    tags,
    ...(all === undefined ? {} : { spans: all }),
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

/** Keys of `meta`; those that a reader would take for its own are set apart. */
export function metaKeys({ meta }: StoredPost): JsonObject {
  const entries = Object.entries(meta ?? {})
  const apart = entries.filter(([key, value]) => key === APART || TAKEN.has(key) || holdsRegions(value))
  return {
    ...Object.fromEntries(entries.filter((entry) => !apart.includes(entry))),
    ...(apart.length === 0 ? {} : { [APART]: Object.fromEntries(apart) }),
  }
}

/** JSON-MIN of Label Studio keeps its labels under whatever key holds regions. */
function holdsRegions(value: Json): boolean {
  return Array.isArray(value) && (value as readonly Json[]).some(isTextRegion)
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
