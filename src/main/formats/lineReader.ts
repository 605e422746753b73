import { isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ByteSource } from './byteSource.ts'
import { FileFault } from './fileFault.ts'
import { quoted } from './problemText.ts'
import { badByte } from './utf8.ts'

/** One line of a file: no ending, no BOM, nothing trimmed. Only LF and CRLF end a line. */
export interface Line {
  readonly text: string
  /** Counted from 1 by LF. */
  readonly number: number
  /** What ended it; empty: the end of the file. */
  readonly ending: '\n' | '\r\n' | ''
  /** Why the line could not be read (`text` is then empty); null: it could. */
  readonly fault: string | null
}

export interface LineOptions {
  /** A name TextDecoder knows; null: UTF-8. */
  readonly encoding: string | null
  /** Longest line that is read, in bytes. */
  readonly longestLine?: number
}

export const LONGEST_LINE = 8 * 1024 * 1024

/** Name of the Unicode form a byte-order mark announces, and the mark's length. */
export function byteOrderMark(bytes: Uint8Array): { encoding: string; length: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return null
}

/** The decoder of a named encoding that refuses bytes it does not know. Throws invalid-input for an unknown name. */
export function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true })
  } catch {
    throw new WorkbenchError(
      'invalid-input',
      `The encoding ${quoted(encoding)} is not known. Use utf-8, utf-16le, utf-16be, windows-1252 or another name of the WHATWG list.`,
    )
  }
}

/**
 * The lines of a file in batches, one batch for each piece read, so that memory stays flat and the event loop breathes.
 * A line that is not valid text or too long comes as a fault and the lines after it still come.
 */
export async function* lineBatches(source: ByteSource, options: LineOptions): AsyncGenerator<Line[]> {
  const decoder = decoderOf(options.encoding ?? 'utf-8')
  const bytes = isByteCompatible(decoder.encoding) ? source.open() : recoded(source, decoder)
  const splitter = new LineSplitter(
    isByteCompatible(decoder.encoding) ? decoder.encoding : 'utf-8',
    options.longestLine ?? LONGEST_LINE,
  )
  for await (const chunk of bytes) {
    const lines = splitter.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    if (lines.length > 0) yield lines
  }
  const rest = splitter.end()
  if (rest.length > 0) yield rest
}

/** True where byte 0x0A is always LF: all encodings TextDecoder knows but the UTF-16 pair and ISO-2022-JP. */
function isByteCompatible(encoding: string): boolean {
  return !encoding.startsWith('utf-16') && encoding !== 'iso-2022-jp'
}

async function* recoded(source: ByteSource, decoder: TextDecoder): AsyncGenerator<Uint8Array> {
  let read = 0
  const decode = (chunk?: Uint8Array): Uint8Array => {
    try {
      return Buffer.from(
        chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true }),
        'utf8',
      )
    } catch {
      throw new FileFault(
        source.name,
        `the bytes after position ${read} are not ${decoder.encoding} text`,
        null,
        'Choose the encoding the file was saved in (--encoding), or save it as UTF-8',
      )
    }
  }
  for await (const chunk of source.open()) {
    yield decode(chunk)
    read += chunk.length
  }
  yield decode()
}

const LF = 0x0a
const CR = 0x0d

/** Splits bytes at LF, keeps an unfinished line for the next piece, and never keeps more than `longest` bytes of it. */
class LineSplitter {
  readonly #encoding: string
  readonly #decode: (bytes: Buffer) => string
  readonly #longest: number
  #pending: Buffer[] = []
  #pendingBytes = 0
  #number = 0
  #atStart = true

  constructor(encoding: string, longest: number) {
    this.#encoding = encoding
    this.#decode = lineDecoder(encoding)
    this.#longest = longest
  }

  push(chunk: Buffer): Line[] {
    const last = chunk.lastIndexOf(LF)
    if (last < 0) {
      this.#keep(chunk)
      return []
    }
    const lines: Line[] = []
    let from = 0
    if (this.#pendingBytes > 0) {
      const first = chunk.indexOf(LF)
      this.#keep(chunk.subarray(0, first))
      lines.push(this.#pendingLine('\n'))
      from = first + 1
    }
    if (from <= last) this.#whole(chunk.subarray(from, last + 1), lines)
    this.#keep(chunk.subarray(last + 1))
    return lines
  }

  end(): Line[] {
    return this.#pendingBytes === 0 ? [] : [this.#pendingLine('')]
  }

  #keep(piece: Buffer): void {
    if (piece.length === 0) return
    // Past the limit only the length still matters: the line will be reported, not read.
    if (this.#pendingBytes <= this.#longest) this.#pending.push(piece)
    this.#pendingBytes += piece.length
  }

  #pendingLine(ending: '\n' | ''): Line {
    const bytes = this.#pending.length === 1 ? (this.#pending[0] as Buffer) : Buffer.concat(this.#pending)
    const length = this.#pendingBytes
    this.#pending = []
    this.#pendingBytes = 0
    return this.#line(bytes, length, ending)
  }

  /** Lines that are all in one piece and end in LF: decoded together when the bytes are sound. */
  #whole(block: Buffer, lines: Line[]): void {
    if (!this.#atStart && this.#encoding === 'utf-8' && block.length <= this.#longest && isUtf8(block)) {
      const texts = block.toString('utf8').split('\n')
      texts.pop()
      for (const text of texts) lines.push(endedLine(text, ++this.#number))
      return
    }
    for (let from = 0; from < block.length;) {
      const end = block.indexOf(LF, from)
      lines.push(this.#line(block.subarray(from, end), end - from, '\n'))
      from = end + 1
    }
  }

  #line(bytes: Buffer, length: number, ending: '\n' | ''): Line {
    const number = ++this.#number
    const start = this.#atStart ? (byteOrderMark(bytes)?.length ?? 0) : 0
    this.#atStart = false
    const carriageReturn = ending === '\n' && length === bytes.length && bytes[bytes.length - 1] === CR
    const fullEnding = carriageReturn ? '\r\n' : ending
    if (length > this.#longest)
      return fault(number, fullEnding, `the line is longer than ${this.#longest} bytes`)
    const content = bytes.subarray(start, carriageReturn ? -1 : undefined)
    try {
      return { text: this.#decode(content), number, ending: fullEnding, fault: null }
    } catch {
      return fault(
        number,
        fullEnding,
        `the line is not valid ${this.#encoding} text${this.#encoding === 'utf-8' ? badByte(content) : ''}`,
      )
    }
  }
}

function endedLine(text: string, number: number): Line {
  return text.endsWith('\r')
    ? { text: text.slice(0, -1), number, ending: '\r\n', fault: null }
    : { text, number, ending: '\n', fault: null }
}

function fault(number: number, ending: Line['ending'], reason: string): Line {
  return { text: '', number, ending, fault: reason }
}

/** Throws TypeError on bytes the encoding does not know. A BOM in the middle of a file is text like any other. */
function lineDecoder(encoding: string): (bytes: Buffer) => string {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  return (bytes) => decoder.decode(bytes)
}
