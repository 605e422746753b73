import { TextDecoder } from 'node:util'
import type { ByteSource } from './byteSource.ts'
import { FileFault } from './fileFault.ts'
import { byteOrderMark, decoderOf } from './lineReader.ts'

/** The beginning of a file, by which readers recognise their format. */
export interface Sample {
  readonly name: string
  /** Canonical name of the encoding the file is read in. */
  readonly encoding: string
  /** The file opens with a byte-order mark; it is not part of `text`. */
  readonly bom: boolean
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
  return {
    name: source.name,
    encoding: canonical,
    bom,
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
