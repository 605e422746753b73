import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { optionalText } from '../formats/jsonlFields.ts'
import { kindOf, parseJsonRecord } from '../formats/jsonRecord.ts'
import { jsonPieces } from '../formats/jsonStream.ts'
import type { JsonPiece } from '../formats/jsonStream.ts'
import { keysTwice } from '../formats/keysTwice.ts'
import { lineBatches } from '../formats/lineReader.ts'
import type { Line } from '../formats/lineReader.ts'
import { quoted } from '../formats/problemText.ts'
import { RecordFault } from '../formats/recordFault.ts'
import type { Sample } from '../formats/sample.ts'

/** A caption with the id or picture name it is of. */
export interface NamedCaption {
  readonly key: string
  readonly caption: string
}

/** What one place of a file says. */
export interface CaptionEntry {
  /** Null: the file is one object of JSON, and its entries have no lines of their own. */
  readonly line: number | null
  readonly said: NamedCaption | RecordFault
  /** Another caption of the same key stands in the same object, where JSON keeps only the last. */
  readonly twice?: true
}

/** Longest value of JSON that is read, in bytes or characters: one object may hold all captions of a data set. */
const LONGEST = 64 * 2 ** 20

/** Keys of a record; an object with none of them has ids for keys. */
const RECORD_KEYS = ['id', 'image', 'caption', 'text']

/** Whether a file is of JSON: a line of a table may begin with a bracket as well. */
export function isJson({ text }: Sample): boolean {
  return /^\s*(?:\{|\[\s*[{\]])/u.test(text)
}

/** The entries of a file of JSON: a record a line, a list of records, or one object `{id: caption, …}`. */
export async function* jsonEntries(
  source: ByteSource,
  { encoding }: Sample,
  shape: 'lines' | 'values',
): AsyncGenerator<readonly CaptionEntry[]> {
  for await (const pieces of jsonPieces(source, { encoding, longestLine: LONGEST }, shape))
    yield pieces.flatMap((piece) => entriesOf(piece))
}

/** The entries of a file of two columns with a TAB between them. */
export async function* tabbedEntries(
  source: ByteSource,
  { encoding }: Sample,
): AsyncGenerator<readonly CaptionEntry[]> {
  for await (const batch of lineBatches(source, { encoding }))
    yield batch
      .filter((line) => line.fault !== null || (line.text.trim() !== '' && !isHeader(line)))
      .map((line) => ({ line: line.number, said: outcome(() => tabbed(line)) }))
}

function outcome(read: () => NamedCaption): NamedCaption | RecordFault {
  try {
    return read()
  } catch (error) {
    if (error instanceof RecordFault) return error
    throw error
  }
}

function entriesOf(piece: JsonPiece): CaptionEntry[] {
  const { text, line, fault, record: number, after } = piece
  let record: JsonObject
  try {
    if (fault !== null) throw new RecordFault(fault)
    record = parseJsonRecord(text).record
  } catch (error) {
    if (error instanceof RecordFault) return [{ line, said: error }]
    throw error
  }
  const alone = number === 1 && after !== null
  const keys = Object.keys(record)
  // In a file of several records one without these keys is a slip.
  if (!alone || keys.length === 0 || keys.some((key) => RECORD_KEYS.includes(key)))
    return [{ line, said: outcome(() => ({ key: keyOf(record), caption: captionIn(record) })) }]
  const twice = new Set(keysTwice(text, record))
  return Object.entries(record).map(([key, value]) => ({
    line: null,
    said: outcome(() => ({ key, caption: captionAt(key, value) })),
    ...(twice.has(key) ? { twice: true } : {}),
  }))
}

function captionAt(key: string, value: Json): string {
  if (typeof value === 'string') return value
  throw new RecordFault(`the caption of ${quoted(key)} is ${kindOf(value)}`, 'text')
}

function keyOf(record: JsonObject): string {
  const key = record['id'] ?? record['image']
  if (typeof key === 'number') return String(key)
  if (typeof key === 'string' && key !== '') return key
  throw new RecordFault(
    key === undefined ? '`id` is missing' : `\`id\` is ${kindOf(key)}`,
    'the id of a post or the name of a picture',
  )
}

function captionIn(record: JsonObject): string {
  const caption = optionalText(record, 'caption') ?? optionalText(record, 'text')
  if (caption === null) throw new RecordFault('`caption` is missing', 'text')
  return caption
}

function isHeader({ text, number }: Line): boolean {
  return number === 1 && /^(?:id|image|imgid|img_id)\t(?:caption|text)$/iu.test(text)
}

function tabbed({ text, fault }: Line): NamedCaption {
  if (fault !== null) throw new RecordFault(fault)
  const at = text.indexOf('\t')
  const expected = 'id, TAB, caption'
  if (at < 0) throw new RecordFault(`${quoted(text)} has no TAB`, expected)
  if (at === 0) throw new RecordFault(`the caption ${quoted(text.slice(1))} has no id`, expected)
  return { key: text.slice(0, at), caption: text.slice(at + 1) }
}
