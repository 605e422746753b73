import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import xz from 'xz-decompress'

/** Lines of a text file, packed (`.xz`) or plain, UTF-8. */
export async function* readLines(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  const input = file.endsWith('.xz') ? Readable.fromWeb(unpacked(source)) : source
  yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })
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
