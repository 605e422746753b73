import { TextDecoder } from 'node:util'
import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { ByteSource } from './byteSource.ts'
import { FileFault } from './fileFault.ts'
import { ValueScanner } from './jsonStream.ts'
import { byteOrderMark, decoderOf } from './lineReader.ts'
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
}

const SAMPLE_BYTES = 64 * 1024

/**
 * Reads the beginning of a file. Throws {@link FileFault} when a byte-order mark says UTF-16 and no encoding was chosen: the
 * choice belongs to the person, as does the knowledge that export writes UTF-8.
 */
export async function readSample(source: ByteSource, encoding: string | null): Promise<Sample> {
  const bytes = await firstBytes(source, SAMPLE_BYTES)
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
  const complete = bytes.length >= source.size
  const text = new TextDecoder(canonical).decode(bytes, { stream: !complete })
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
    complete,
  }
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

/** Whether a file of JSON holds a value on each line, or values over several lines (one list, or one object). */
export function jsonShape(sample: Sample): 'lines' | 'values' {
  const [first] = wholeLines(sample)
  if (first === undefined) return 'values'
  return isWholeValue(first) ? 'lines' : 'values'
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

const MOST_RECORDS = 50

/** The first values of a file of JSON, one a line or the items of a list; what cannot be read is left out. */
export function sampleValues(sample: Sample): Json[] {
  const start = sample.text.trimStart()[0]
  if (start !== '{' && start !== '[') return []
  if (jsonShape(sample) === 'lines')
    return wholeLines(sample)
      .slice(0, MOST_RECORDS)
      .map(valueOf)
      .filter((value) => value !== undefined)
  const pieces: string[] = []
  try {
    new ValueScanner(sample.name, Infinity).push(sample.text, (piece) => pieces.push(piece.text))
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
  }
  return pieces
    .slice(0, MOST_RECORDS)
    .map(valueOf)
    .filter((value) => value !== undefined)
}

/** The objects among {@link sampleValues}; an empty list where anything else stands among them. */
export function sampleRecords(sample: Sample): JsonObject[] {
  const values = sampleValues(sample)
  return values.every((value) => value !== null && typeof value === 'object' && !Array.isArray(value))
    ? (values as JsonObject[])
    : []
}

/** Text of one line with carriage returns in it. A list of JSON may have them between its values; bytes are no text. */
function endsInReturns(text: string): boolean {
  return (
    /\r[^\n]/u.test(text) &&
    !text.includes('\n') &&
    !/^\s*[[{]/u.test(text) &&
    !/[^\P{Cc}\t\r]|\ufffd/u.test(text)
  )
}
