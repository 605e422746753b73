import { TextDecoder } from 'node:util'
import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { ByteSource } from './byteSource.ts'
import { FileFault } from './fileFault.ts'
import { ValueScanner } from './jsonStream.ts'
import type { JsonPiece } from './jsonStream.ts'
import { byteOrderMark, decoderOf, LONGEST_LINE } from './lineReader.ts'
import { refuseOtherBytes } from './otherBytes.ts'

/** The beginning of a file, by which readers recognise their format. */
export interface Sample {
  readonly name: string
  /** Canonical name of the encoding the file is read in. */
  readonly encoding: string
  /** The file opens with a byte-order mark; it is not part of `text`. */
  readonly bom: boolean
  /** The first bytes of the file, for formats that are no text. */
  readonly bytes: Uint8Array
  /** Decoded leniently; bad bytes are found, with their line, when the file is read. */
  readonly text: string
  /** Lines of `text` without their endings; the last one may be cut unless `complete`. */
  readonly lines: readonly string[]
  /** The sample is the whole file. */
  readonly complete: boolean
  /** It is a .txt file with an .ann file of its name beside it, as brat has them. */
  readonly annotated: boolean
}

const SAMPLE_BYTES = 64 * 1024
/** How far is looked for the end of a first record that is longer than that. */
const LONGEST_SAMPLE = LONGEST_LINE + SAMPLE_BYTES
/** Records, and lines, by which a format is recognised. */
const MOST_RECORDS = 50

/**
 * Reads the beginning of a file. Throws {@link FileFault} when a byte-order mark says UTF-16 and no encoding was chosen: the
 * choice belongs to the person, as does the knowledge that export writes UTF-8.
 */
export async function readSample(source: ByteSource, encoding: string | null): Promise<Sample> {
  let bytes = await firstBytes(source, SAMPLE_BYTES)
  if (encoding === null) refuseOtherBytes(source.name, bytes)
  const mark = byteOrderMark(bytes)
  if (encoding === null && mark !== null && mark.encoding !== 'utf-8')
    throw new FileFault(
      source.name,
      `the byte-order mark says ${mark.encoding.toUpperCase()}`,
      'UTF-8',
      `Choose the encoding ${mark.encoding} (--encoding ${mark.encoding}), or save the file as UTF-8`,
    )
  const { encoding: canonical } = decoderOf(encoding ?? 'utf-8')
  const bom = mark?.encoding === canonical
  const isWhole = (): boolean => bytes.length >= source.size
  const decoded = (): string => new TextDecoder(canonical).decode(bytes, { stream: !isWhole() })
  let text = decoded()
  while (!isWhole() && bytes.length < LONGEST_SAMPLE && !holdsRecord(source.name, text)) {
    bytes = await firstBytes(source, Math.min(bytes.length * 8, LONGEST_SAMPLE))
    text = decoded()
  }
  if (endsInReturns(text))
    throw new FileFault(
      source.name,
      'its lines end in CR alone, as on very old systems',
      'lines that end in LF or CRLF',
      'Save the file with line ends of Unix or Windows',
    )
  return {
    name: source.name,
    encoding: canonical,
    bom,
    bytes,
    text,
    lines: text.split(/\r?\n/u),
    complete: isWhole(),
    annotated: await isAnnotated(source),
  }
}

async function isAnnotated({ name, beside }: ByteSource): Promise<boolean> {
  const stem = /^(.*)\.txt$/isu.exec(name)?.[1]
  return stem !== undefined && ((await beside?.(`${stem}.ann`)) ?? null) !== null
}

/** Whether a first record ends in a text: a line, or a value of JSON, which may have many lines. Bytes that are no text have none. */
function holdsRecord(name: string, text: string): boolean {
  if (/[^\P{Cc}\t\r\n]/u.test(text)) return true
  const end = text.indexOf('\n')
  if (!/^\s*[[{]/u.test(text)) return end >= 0
  if (end >= 0 && isWholeValue(text.slice(0, end))) return true
  const { pieces, fault } = firstPieces(name, text, false)
  return pieces.length > 0 || fault !== null
}

/** Lines of a sample that are certainly whole and hold something. */
export function wholeLines(sample: Sample): string[] {
  const lines = sample.complete ? sample.lines : sample.lines.slice(0, -1)
  return lines.filter((line) => line.trim() !== '')
}

async function firstBytes(source: ByteSource, limit: number): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of source.open()) {
    pieces.push(piece)
    length += piece.length
    if (length >= limit) break
  }
  return Buffer.concat(pieces).subarray(0, limit)
}

/**
 * Whether a file of JSON holds a value on each line, or values over several lines (one list, or one object). A first line
 * that breaks off, above lines that are whole, is a fault of that line.
 */
export function jsonShape(sample: Sample): 'lines' | 'values' {
  const [first, ...others] = wholeLines(sample).slice(0, MOST_RECORDS)
  if (first === undefined) return 'values'
  if (isWholeValue(first)) return 'lines'
  const whole = others.filter(isWholeValue).length
  return first.startsWith('{') && whole > 0 && whole * 2 >= others.length ? 'lines' : 'values'
}

/** One object, or one pair of a text and its labels, from the first to the last character of a line. */
function isWholeValue(line: string): boolean {
  const value = valueOf(line)
  if (value === undefined || value === null || typeof value !== 'object') return false
  return !Array.isArray(value) || typeof value[0] === 'string'
}

function valueOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json
  } catch {
    return undefined
  }
}

/** The first values of a file of JSON, one a line or the items of a list; what cannot be read is left out. */
export function sampleValues(sample: Sample): Json[] {
  const start = sample.text.trimStart()[0]
  if (start !== '{' && start !== '[') return []
  if (jsonShape(sample) === 'lines')
    return wholeLines(sample)
      .slice(0, MOST_RECORDS)
      .map(valueOf)
      .filter((value) => value !== undefined)
  return firstPieces(sample.name, sample.text, false)
    .pieces.map(({ text }) => valueOf(text))
    .filter((value) => value !== undefined)
}

/** The first values of a text, parsed or not, and why no more could be cut; `complete`: the last one ends where the text does. */
export function firstPieces(
  name: string,
  text: string,
  complete: boolean,
): { readonly pieces: readonly Pick<JsonPiece, 'text' | 'line'>[]; readonly fault: FileFault | null } {
  const pieces: Pick<JsonPiece, 'text' | 'line'>[] = []
  try {
    const scanner = new ValueScanner(name, Infinity)
    scanner.push(text, (piece) => pieces.push(piece))
    if (complete) scanner.end()
    return { pieces: pieces.slice(0, MOST_RECORDS), fault: null }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    return { pieces: pieces.slice(0, MOST_RECORDS), fault: error }
  }
}

/** The objects among {@link sampleValues}; an empty list where more than half of them are anything else. */
export function sampleRecords(sample: Sample): JsonObject[] {
  const values = sampleValues(sample)
  const records = values.filter(
    (value): value is JsonObject => value !== null && typeof value === 'object' && !Array.isArray(value),
  )
  return records.length * 2 >= values.length ? records : []
}

/**
 * How a file fits a format: `sure` where every one of its first records does, `likely` where at least half do, so that the
 * others can be named. Null: fewer do.
 */
export function certaintyOf<T>(
  records: readonly T[],
  fits: (record: T) => boolean,
): 'sure' | 'likely' | null {
  const fitting = records.filter(fits).length
  if (fitting === 0 || fitting * 2 < records.length) return null
  return fitting === records.length ? 'sure' : 'likely'
}

/** Text of one line with carriage returns in it. A list of JSON may have them between its values; bytes are no text. */
function endsInReturns(text: string): boolean {
  return (
    /\r[^\n]/u.test(text) &&
    !text.includes('\n') &&
    (!/^\s*[[{]/u.test(text) || /\}\r\s*\{/u.test(text)) &&
    !/[^\P{Cc}\t\r]|\ufffd/u.test(text)
  )
}
