import { isUtf8 } from 'node:buffer'
import { TextDecoder } from 'node:util'
import type { ByteSource } from './byteSource.ts'
import { FileFault } from './fileFault.ts'
import { decoderOf } from './lineReader.ts'
import { badByte, wholeCharacters } from './utf8.ts'

const LF = 0x0a
const ADVICE = 'Choose the encoding the file was saved in (--encoding), or save it as UTF-8'

/** Text of a file without its byte-order mark, piece by piece. Throws {@link FileFault} for bytes that are no text. */
export async function* decodedText(source: ByteSource, encoding: string): AsyncGenerator<string> {
  const { encoding: canonical } = decoderOf(encoding)
  const pieces = canonical === 'utf-8' ? utf8Pieces(source) : otherPieces(source, canonical)
  let begun = false
  for await (const text of pieces) {
    yield begun ? text : text.replace(/^\ufeff/u, '')
    begun ||= text !== ''
  }
}

/** UTF-8 cut between characters, so that the line of a byte that is none can be told. */
async function* utf8Pieces(source: ByteSource): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let rest: Uint8Array = new Uint8Array(0)
  let line = 1
  const decode = (bytes: Buffer): string => {
    try {
      return decoder.decode(bytes)
    } catch {
      throw badLine(source.name, bytes, line)
    }
  }
  for await (const chunk of source.open()) {
    const bytes = Buffer.concat([rest, chunk])
    const whole = wholeCharacters(bytes)
    rest = bytes.subarray(whole)
    yield decode(bytes.subarray(0, whole))
    line += linesIn(bytes.subarray(0, whole))
  }
  yield decode(Buffer.from(rest))
}

function badLine(file: string, bytes: Buffer, line: number): FileFault {
  let at = line
  let end = bytes.indexOf(LF)
  let one = bytes.subarray(0, end < 0 ? undefined : end)
  for (; end >= 0 && isUtf8(one); at++) {
    const from = end + 1
    end = bytes.indexOf(LF, from)
    one = bytes.subarray(from, end < 0 ? undefined : end)
  }
  return new FileFault(file, `the line is not valid utf-8 text${badByte(one)}`, null, ADVICE, { line: at })
}

function linesIn(bytes: Buffer): number {
  let lines = 0
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) lines++
  return lines
}

async function* otherPieces(source: ByteSource, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  let read = 0
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true })
    } catch {
      const found = `the bytes after position ${read} are not ${encoding} text`
      throw new FileFault(source.name, found, null, ADVICE)
    }
  }
  for await (const chunk of source.open()) {
    yield decode(chunk)
    read += chunk.length
  }
  yield decode()
}
