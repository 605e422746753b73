import { createReadStream } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import xz from 'xz-decompress'
import { fileSource } from '../formats/byteSource.ts'
import { FileFault } from '../formats/fileFault.ts'
import { hashFile } from '../system/hashFile.ts'

/** Lines of a text file, packed (`.xz`) or plain, UTF-8. Throws FileFault where it cannot be read. */
export async function* readLines(file: string): AsyncGenerator<string> {
  await fileSource(file)
  const source = createReadStream(file)
  const isPacked = file.endsWith('.xz')
  const input = isPacked ? Readable.fromWeb(unpacked(source)) : source
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
  } catch (error) {
    if (!isPacked) throw error
    throw new FileFault(path.basename(file), 'it is damaged or not packed by xz', null, 'Get it anew')
  }
}

/** SHA-256 of text files. Throws FileFault where one cannot be read. */
export async function hashTexts(files: readonly string[]): Promise<string[]> {
  const hashes: string[] = []
  for (const file of files) {
    await fileSource(file)
    hashes.push(await hashFile(file))
  }
  return hashes
}

function unpacked(source: Readable): ReadableStream<Uint8Array> {
  // the package types name the DOM's stream; Node's is the same thing under another name
  const packed = Readable.toWeb(source) as unknown as ConstructorParameters<typeof xz.XzReadableStream>[0]
  return new xz.XzReadableStream(packed)
}

/** Hash and at sign stand alone, contractions break at the apostrophe: Twitter-2015 and Twitter-2017. */
const SPLIT_FORM = /https?:\/\/\S+|[\p{L}\p{M}\p{N}_]+(?:\.[\p{L}\p{N}]+)*|\S/gu
/** `@name` and `#tag` whole, `'s` on its own: Tweebank, WNUT, the Broad Twitter Corpus. */
const WHOLE_FORM =
  /https?:\/\/\S+|[@#][\p{L}\p{N}_]+|['’]s(?!\p{L})|[\p{L}\p{M}\p{N}_]+(?:[.'’](?!s(?!\p{L}))[\p{L}\p{N}]+)*|\S/gu

export type TokenForm = 'split' | 'whole'

/** Raw text to tokens, in one of the two forms in which posts are published. */
export function tokenise(line: string, form: TokenForm): string[] {
  return line.match(form === 'split' ? SPLIT_FORM : WHOLE_FORM) ?? []
}
