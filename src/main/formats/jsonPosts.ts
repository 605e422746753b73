import type { JsonObject } from '../../shared/domain/json.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import type { ByteSource } from './byteSource.ts'
import { kindOf, parseJson } from './jsonRecord.ts'
import { keysTwice } from './keysTwice.ts'
import type { JsonValue } from './jsonRecord.ts'
import { jsonPieces } from './jsonStream.ts'
import type { JsonPiece } from './jsonStream.ts'
import { keyOf, UnseenKeys } from './namedKeys.ts'
import { stemOf } from './postReader.ts'
import type { ReadItem, ReadOptions } from './postReader.ts'
import { quoted } from './problemText.ts'
import type { Finding } from './problemText.ts'
import { RecordFault } from './recordFault.ts'

/** Where a record stands, and how to say something about it. */
export interface RecordContext {
  readonly line: number
  readonly record: number
  /** Name of the file without its ending: ids of records that have none begin with it. */
  readonly stem: string
  readonly options: ReadOptions
  readonly piece: JsonPiece
  readonly warn: (found: string, advice: string) => void
}

/** A record that holds no post and is no fault. */
export class RecordSkip {
  readonly found: string
  readonly advice: string
  constructor(found: string, advice: string) {
    this.found = found
    this.advice = advice
  }
}

/** Posts of a file of JSON values. `build` throws {@link RecordFault} for a record that cannot be a post. */
export async function* readJsonPosts(
  source: ByteSource,
  options: ReadOptions,
  shape: 'lines' | 'values',
  build: (value: JsonValue, context: RecordContext) => ImportedPost | RecordSkip,
): AsyncGenerator<readonly ReadItem[]> {
  const stem = stemOf(source.name)
  const unseen = new UnseenKeys(options.columns)
  const watched: typeof build = (json, context) => {
    unseen.see(json.value)
    return build(json, context)
  }
  for await (const batch of jsonPieces(source, options, shape))
    yield batch.map((piece) => readPiece(piece, stem, options, watched))
  yield unseen.notes()
}

function readPiece(
  piece: JsonPiece,
  stem: string,
  options: ReadOptions,
  build: (value: JsonValue, context: RecordContext) => ImportedPost | RecordSkip,
): ReadItem {
  const { line, record } = piece
  const place = { line, record, entry: null }
  const findings: Finding[] = []
  const warn = (found: string, advice: string): void => {
    findings.push({ severity: 'warning', ...place, found, expected: null, advice })
  }
  try {
    if (piece.fault !== null) throw new RecordFault(piece.fault)
    const json = parseJson(piece.text)
    for (const key of keysTwice(piece.text, json.value))
      warn(`the key ${quoted(key)} stands twice in one object`, 'The last one counts.')
    const post = build(json, { line, record, stem, options, piece, warn })
    if (!(post instanceof RecordSkip)) return { kind: 'post', post, findings, firstTokenLine: null }
    const { found, advice } = post
    return { kind: 'skipped', finding: { severity: 'warning', ...place, found, expected: null, advice } }
  } catch (error) {
    if (!(error instanceof RecordFault)) throw error
    const { found, expected } = error
    return {
      kind: 'refused',
      finding: { severity: 'error', ...place, found, expected, advice: 'Correct the line' },
    }
  }
}

/** The id a record states, or one made of the file's name and the record's number where no key was named for it. */
export function idOf(record: JsonObject, { stem, record: number, options }: RecordContext): string {
  const key = keyOf('id', options.columns)
  const id = record[key]
  if (id === undefined || id === null) {
    if (key === 'id') return `${stem}-${number}`
    throw new RecordFault(`\`${key}\` is missing`, 'the id of the post')
  }
  if (typeof id === 'number') return String(id)
  if (typeof id === 'string' && id !== '') return id
  throw new RecordFault(id === '' ? `\`${key}\` is empty` : `\`${key}\` is ${kindOf(id)}`, 'text or a number')
}

/** Warns of numbers that were kept as text. */
export function warnOfNumbers(numbers: readonly string[], id: unknown, context: RecordContext): void {
  for (const number of numbers)
    if (id !== number)
      context.warn(
        `the number ${quoted(number)} has more digits than a number can hold here`,
        'It is kept as text, to the digit.',
      )
}
