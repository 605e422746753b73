import type { Json, JsonObject } from '../../shared/domain/json.ts'
import { kindOf } from './jsonRecord.ts'
import type { FileSpan } from './placedText.ts'
import { quoted } from './problemText.ts'
import { RecordFault } from './recordFault.ts'

/** A text that may be left out; `null` says the same. */
export function optionalText(record: JsonObject, key: string): string | null {
  const value = record[key]
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return value
  throw new RecordFault(`\`${key}\` is ${kindOf(value)}`, 'text')
}

/** A list of texts; null where it is left out. */
export function optionalTexts(record: JsonObject, key: string): readonly string[] | null {
  const value = record[key]
  if (value === undefined || value === null) return null
  if (!Array.isArray(value)) throw new RecordFault(`\`${key}\` is ${kindOf(value)}`, 'a list of texts')
  const list = value as readonly Json[]
  for (const [index, each] of list.entries())
    if (typeof each !== 'string')
      throw new RecordFault(`item ${index + 1} of \`${key}\` is ${kindOf(each)}`, 'text')
  return list as readonly string[]
}

/** UTF-16 offsets of tokens in their text, in order, two for each. Throws {@link RecordFault} where one is not there. */
export function alignTokens(tokens: readonly string[], text: string): number[] {
  const offsets: number[] = []
  let at = 0
  for (const [index, token] of tokens.entries()) {
    const start = text.indexOf(token, at)
    if (start < 0)
      throw new RecordFault(
        `token ${index + 1} (${quoted(token)}) is not in the text after character ${at}`,
        'the tokens in the order of the text',
      )
    offsets.push(start, start + token.length)
    at = start + token.length
  }
  return offsets
}

/** Where a text and its tokens lie. */
export interface AlignedText {
  readonly text: string
  /** UTF-16, two for each token. */
  readonly offsets: readonly number[]
}

/** How the records of a format name the parts of a span. */
export interface SpanKeys {
  readonly start: string
  readonly end: string
  readonly type: string
  /** Null: the format has no key for the words of a span. */
  readonly mention: string | null
}

const OWN_KEYS: SpanKeys = { start: 'start', end: 'end', type: 'type', mention: 'text' }

/** The spans of a list of objects; `key` is where the list stands, for messages. */
export function fileSpans(list: Json, key: string, keys: SpanKeys = OWN_KEYS): FileSpan[] {
  if (!Array.isArray(list)) throw new RecordFault(`\`${key}\` is ${kindOf(list)}`, 'a list of spans')
  return (list as readonly Json[]).map((item, index) => fileSpan(item, index + 1, keys))
}

function fileSpan(item: Json, number: number, keys: SpanKeys): FileSpan {
  if (item === null || typeof item !== 'object' || Array.isArray(item))
    throw new RecordFault(
      `span ${number} is ${kindOf(item)}`,
      `an object with ${keys.type}, ${keys.start} and ${keys.end}`,
    )
  const record = item as JsonObject
  const { [keys.start]: start, [keys.end]: end, [keys.type]: type } = record
  const mention = keys.mention === null ? null : (record[keys.mention] ?? null)
  if (typeof type !== 'string' || type === '')
    throw new RecordFault(
      `\`${keys.type}\` of span ${number} is ${type === '' ? 'empty' : kindOf(type)}`,
      'a type such as "PER"',
    )
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end))
    throw new RecordFault(
      `\`${keys.start}\` or \`${keys.end}\` of span ${number} is no whole number`,
      'character offsets',
    )
  if (mention !== null && typeof mention !== 'string')
    throw new RecordFault(`\`${keys.mention ?? ''}\` of span ${number} is ${kindOf(mention)}`, 'the mention')
  return { start: start as number, end: end as number, type, mention }
}
