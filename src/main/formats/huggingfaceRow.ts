import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import { COMMON_PARTS, metaOf } from './commonKeys.ts'
import { MASK, NO_NAMES } from './huggingfaceLabels.ts'
import { alignTokens, optionalText, optionalTexts } from './jsonlFields.ts'
import { kindOf } from './jsonRecord.ts'
import { unmarkedTags } from './markedTags.ts'
import { keyOf } from './namedKeys.ts'
import { joinTokens } from './postReader.ts'
import type { ReadOptions } from './postReader.ts'
import { RecordFault } from './recordFault.ts'

/** What the columns of a row are called that a post has a place for. */
export type RowColumns = Readonly<
  Record<'tokens' | 'tags' | 'id' | 'text' | 'image' | 'caption' | 'split', string>
>

/** Parts for which a person can name a column; words and tags by the names their columns usually have as well. */
export const ROW_PARTS = [...COMMON_PARTS, 'text', 'token', 'tokens', 'tag', 'ner_tags']

/** The columns a person named, else the usual ones. */
export function rowColumns(chosen: ReadOptions['columns']): RowColumns {
  const named = (part: string): string => keyOf(part, chosen)
  return {
    tokens: keyOf('token', chosen, named('tokens')),
    tags: keyOf('tag', chosen, named('ner_tags')),
    id: named('id'),
    text: named('text'),
    image: named('image'),
    caption: named('caption'),
    split: named('split'),
  }
}

export const USUAL_COLUMNS: RowColumns = rowColumns(null)

/** Where a row stands, and how it is read. */
export interface RowPlace {
  /** The id of a row that has none. */
  readonly standIn: string
  readonly line: number
  readonly scheme: TagScheme | null | undefined
  readonly warn: (found: string, advice: string) => void
}

/** A row as a post. Throws {@link RecordFault}; {@link NO_NAMES} where its numbers have no names. */
export function huggingfacePost(
  row: JsonObject,
  columns: RowColumns,
  names: readonly string[] | null,
  place: RowPlace,
): ImportedPost {
  const tokens = wordsOf(row, columns)
  const stated = optionalText(row, columns.text)
  const text = stated === null ? joinTokens(tokens) : { text: stated, ...alignedTo(tokens, stated) }
  const image = row[columns.image] ?? null
  const picture = pictureOf(image)
  // A picture that is no name stays where it can be found.
  const placed = image === null || picture !== null
  const own = Object.values(columns).filter((key) => key !== columns.image || placed)
  const id = row[columns.id] ?? null
  if (id === null && columns.id !== USUAL_COLUMNS.id)
    throw new RecordFault(`\`${columns.id}\` is missing`, 'the id of the post')
  return {
    externalId:
      typeof id === 'string' && id !== '' ? id : typeof id === 'number' ? String(id) : place.standIn,
    tokens,
    ...goldIn(tokens, tagsOf(row, columns, tokens, optionalTexts(row, 'label_names') ?? names), place),
    ...text,
    picture,
    caption: optionalText(row, columns.caption),
    split: optionalText(row, columns.split),
    status: 'unreviewed',
    meta: metaOf(row, [...own, 'label_names']),
    line: place.line,
  }
}

function wordsOf(row: JsonObject, { tokens: key }: RowColumns): readonly string[] {
  const tokens = optionalTexts(row, key)
  if (tokens === null || tokens.length === 0)
    throw new RecordFault(`\`${key}\` is ${tokens === null ? 'missing' : 'empty'}`, 'a list of words')
  if (tokens.includes('')) throw new RecordFault(`token ${tokens.indexOf('') + 1} is empty`, 'words')
  return tokens
}

function goldIn(
  tokens: readonly string[],
  stated: readonly string[] | null,
  { scheme, warn }: RowPlace,
): Pick<ImportedPost, 'tags' | 'layout'> {
  if (stated === null) return { tags: null, layout: null }
  if (stated.every((tag) => tag === String(MASK))) {
    warn(`every tag is ${MASK}, a training mask`, 'It says nothing; the post is taken in without labels.')
    return { tags: null, layout: null }
  }
  const { tags, layout, slips } = unmarkedTags('huggingface', tokens, stated, scheme)
  for (const { found, advice } of slips) warn(found, advice)
  return { tags, layout }
}

function alignedTo(tokens: readonly string[], text: string): { offsets: number[] } {
  return { offsets: alignTokens(tokens, text) }
}

function tagsOf(
  row: JsonObject,
  columns: RowColumns,
  tokens: readonly string[],
  names: readonly string[] | null,
): readonly string[] | null {
  const list = row[columns.tags] ?? null
  if (list === null) return null
  if (!Array.isArray(list)) throw new RecordFault(`\`${columns.tags}\` is ${kindOf(list)}`, 'a list of tags')
  const tags = list as readonly Json[]
  if (tags.length !== tokens.length)
    throw new RecordFault(
      `\`${columns.tags}\` holds ${tags.length} where \`${columns.tokens}\` holds ${tokens.length}`,
      'a tag for each token',
    )
  return tags.map((given, index) => {
    const tag = typeof given === 'string' && /^-?\d+$/u.test(given) ? Number(given) : given
    if (typeof tag === 'string' && tag !== '') return tag
    if (typeof tag !== 'number')
      throw new RecordFault(`tag ${index + 1} is ${kindOf(tag)}`, 'a number or a text')
    if (tag === MASK) return String(MASK)
    if (names === null) throw NO_NAMES
    const name = names[tag]
    if (name === undefined)
      throw new RecordFault(`tag ${index + 1} is the number ${tag}`, `0 to ${names.length - 1}`)
    return name
  })
}

/** A name, or the path of a `{bytes, path}` picture. */
function pictureOf(image: Json): string | null {
  if (typeof image === 'string') return image === '' ? null : image
  if (image === null || typeof image !== 'object' || Array.isArray(image)) return null
  const { path } = image as JsonObject
  return typeof path === 'string' && path !== '' ? path : null
}
