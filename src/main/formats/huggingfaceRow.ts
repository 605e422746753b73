import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { MASK, NO_NAMES } from './huggingfaceLabels.ts'
import { alignTokens, optionalText, optionalTexts } from './jsonlFields.ts'
import { kindOf } from './jsonRecord.ts'
import { joinTokens } from './postReader.ts'
import { RecordFault } from './recordFault.ts'

/** Keys of a row that a post has a place for. */
export const ROW_KEYS: readonly string[] = [
  'id',
  'tokens',
  'ner_tags',
  'text',
  'image',
  'caption',
  'split',
  'label_names',
]

/** A row as a post. Throws {@link RecordFault}; {@link NO_NAMES} where its numbers have no names. */
export function huggingfacePost(
  row: JsonObject,
  names: readonly string[] | null,
  standIn: string,
  line: number,
): ImportedPost {
  const tokens = optionalTexts(row, 'tokens')
  if (tokens === null || tokens.length === 0)
    throw new RecordFault(tokens === null ? '`tokens` is missing' : '`tokens` is empty', 'a list of words')
  if (tokens.includes('')) throw new RecordFault(`token ${tokens.indexOf('') + 1} is empty`, 'words')
  const stated = optionalText(row, 'text')
  const text = stated === null ? joinTokens(tokens) : { text: stated, ...alignedTo(tokens, stated) }
  const picture = pictureOf(row['image'] ?? null)
  const rest = Object.entries(row).filter(
    ([key, value]) => !ROW_KEYS.includes(key) || (key === 'image' && picture === null && value !== null),
  )
  const id = row['id'] ?? null
  return {
    externalId: typeof id === 'string' && id !== '' ? id : typeof id === 'number' ? String(id) : standIn,
    tokens,
    tags: tagsOf(row, tokens, optionalTexts(row, 'label_names') ?? names),
    ...text,
    picture,
    caption: optionalText(row, 'caption'),
    split: optionalText(row, 'split'),
    status: 'unreviewed',
    meta: rest.length === 0 ? null : Object.fromEntries(rest),
    layout: null,
    line,
  }
}

function alignedTo(tokens: readonly string[], text: string): { offsets: number[] } {
  return { offsets: alignTokens(tokens, text).offsets }
}

function tagsOf(
  row: JsonObject,
  tokens: readonly string[],
  names: readonly string[] | null,
): readonly string[] | null {
  const list = row['ner_tags'] ?? null
  if (list === null) return null
  if (!Array.isArray(list)) throw new RecordFault(`\`ner_tags\` is ${kindOf(list)}`, 'a list of tags')
  const tags = list as readonly Json[]
  if (tags.length !== tokens.length)
    throw new RecordFault(
      `\`ner_tags\` holds ${tags.length} where \`tokens\` holds ${tokens.length}`,
      'a tag for each token',
    )
  return tags.map((tag, index) => {
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
