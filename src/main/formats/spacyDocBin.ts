import { constants, deflateSync, inflateSync } from 'node:zlib'
import { decode, encode } from '@msgpack/msgpack'
import { spacyHash } from './spacyHash.ts'
import { quoted } from './problemText.ts'
import { RecordFault } from './recordFault.ts'

/** Attribute numbers of spaCy's symbols.pyx. */
const ORTH = 65
const ENT_IOB = 77
const ENT_TYPE = 78

/** One word of a document. */
export interface DocToken {
  readonly text: string
  /** A space follows. */
  readonly space: boolean
  /** `O`, `B-TYPE`, `I-TYPE`, or `-`: not annotated. */
  readonly tag: string
}

/** A zlib stream that is no larger than this when it is unpacked. */
const LARGEST = 1024 * 1024 * 1024
const IOB = ['-', 'I', 'O', 'B'] as const

/** The header of zlib of any level. That of level 2 to 5 is the text `x^`, so that what it packs has to be sound. */
export function isDocBin(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x78 || ![0x01, 0x5e, 0x9c, 0xda].includes(bytes[1] ?? 0)) return false
  return bytes[1] !== 0x5e || isDeflated(bytes)
}

/** Bytes that zlib can unpack as far as they go. */
function isDeflated(bytes: Uint8Array): boolean {
  try {
    return inflateSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH }).length > 0
  } catch {
    return false
  }
}

/**
 * The documents of a `.spacy` file: zlib around msgpack of `attrs` (columns), `tokens` (uint64, little-endian, documents ×
 * columns), `spaces`, `lengths` (int32) and `strings`. Texts and types are hashes of `strings`; a document with another is a
 * {@link RecordFault} in its place. Throws {@link RecordFault} for a file that is none.
 */
export function unpackDocBin(bytes: Uint8Array): (DocToken[] | RecordFault)[] {
  const message = messageOf(bytes)
  const wordAt = wordsOf(message)
  const lengths = viewOf(message['lengths'])
  const spaces = message['spaces'] as Uint8Array
  const flags = (message['flags'] ?? []) as ({ has_unknown_spaces?: boolean } | null)[]
  const docs: (DocToken[] | RecordFault)[] = []
  let row = 0
  for (let doc = 0; doc * 4 < lengths.byteLength; doc++) {
    const length = lengths.getInt32(doc * 4, true)
    const known = flags[doc]?.has_unknown_spaces !== true
    const tokens: DocToken[] = []
    let fault: RecordFault | null = null
    for (let token = 0; token < length; token++, row++) {
      const word = wordAt(row, token + 1)
      if (word instanceof RecordFault) fault ??= word
      else tokens.push({ ...word, space: known ? spaces[row] === 1 : token < length - 1 })
    }
    docs.push(fault ?? tokens)
  }
  return docs
}

/** The word of a row, of all rows; `number` is its place in its document. */
function wordsOf(
  message: Readonly<Record<string, unknown>>,
): (row: number, number: number) => Omit<DocToken, 'space'> | RecordFault {
  const attrs = message['attrs'] as number[]
  const strings = new Map((message['strings'] as string[]).map((text) => [spacyHash(text), text]))
  strings.set(0n, '')
  const [orth, iob, type] = [ORTH, ENT_IOB, ENT_TYPE].map((attr) => attrs.indexOf(attr)) as [
    number,
    number,
    number,
  ]
  if (orth < 0) throw new RecordFault('the file holds no words', 'the attribute ORTH')
  const cells = viewOf(message['tokens'])
  return (row, number) => {
    const cell = (column: number): bigint =>
      column < 0 ? 0n : cells.getBigUint64((row * attrs.length + column) * 8, true)
    const text = strings.get(cell(orth))
    if (text === undefined) return unknownString(`word ${number}`)
    const mark = IOB[Number(cell(iob))] ?? '-'
    if (mark !== 'B' && mark !== 'I') return { text, tag: mark }
    const label = strings.get(cell(type)) ?? ''
    if (label === '') return unknownString(`the type of word ${number}, ${quoted(text)},`)
    return { text, tag: `${mark}-${label}` }
  }
}

function unknownString(what: string): RecordFault {
  return new RecordFault(`${what} is not among the strings of the file`, 'every word and type by its hash')
}

function messageOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let message: unknown
  try {
    message = decode(inflateSync(bytes, { maxOutputLength: LARGEST }))
  } catch {
    throw new RecordFault('the file is no packed spaCy file, or it is damaged', 'zlib around msgpack')
  }
  const found = message as Readonly<Record<string, unknown>> | null
  const whole =
    typeof found === 'object' &&
    found !== null &&
    Array.isArray(found['attrs']) &&
    Array.isArray(found['strings']) &&
    found['attrs'].length > 0 &&
    found['strings'].every((text) => typeof text === 'string') &&
    ['tokens', 'spaces', 'lengths'].every((key) => found[key] instanceof Uint8Array)
  if (!whole)
    throw new RecordFault('the file lacks words or spaces', 'attrs, tokens, spaces, lengths and strings')
  const rows = (found['tokens'] as Uint8Array).length / 8 / (found['attrs'] as unknown[]).length
  const lengths = viewOf(found['lengths'])
  if (lengths.byteLength % 4 !== 0) throw new RecordFault('the lengths of the documents break off')
  let sum = 0
  for (let at = 0; at < lengths.byteLength; at += 4) sum += Math.max(0, lengths.getInt32(at, true))
  if (sum !== rows || (found['spaces'] as Uint8Array).length !== rows)
    throw new RecordFault(`the file speaks of ${sum} words and holds ${rows}`)
  return found
}

function viewOf(bytes: unknown): DataView {
  const { buffer, byteOffset, byteLength } = bytes as Uint8Array
  return new DataView(buffer, byteOffset, byteLength)
}

/** A `.spacy` file of documents, as `DocBin(attrs=["ENT_IOB", "ENT_TYPE"]).to_bytes()` writes it. */
export function packDocBin(docs: readonly (readonly DocToken[])[]): Uint8Array {
  const rows = docs.reduce((sum, doc) => sum + doc.length, 0)
  const attrs = [ORTH, ENT_IOB, ENT_TYPE]
  const cells = Buffer.alloc(rows * attrs.length * 8)
  const spaces = Buffer.alloc(rows)
  const lengths = Buffer.alloc(docs.length * 4)
  const hashes = new Map<string, bigint>()
  const hashed = (text: string): bigint => {
    const known = hashes.get(text) ?? spacyHash(text)
    hashes.set(text, known)
    return known
  }
  let row = 0
  for (const [index, doc] of docs.entries()) {
    lengths.writeInt32LE(doc.length, index * 4)
    for (const { text, space, tag } of doc) {
      const mark = IOB.indexOf((tag === 'O' || tag === '-' ? tag : tag.slice(0, 1)) as (typeof IOB)[number])
      cells.writeBigUInt64LE(hashed(text), row * 24)
      cells.writeBigUInt64LE(BigInt(Math.max(0, mark)), row * 24 + 8)
      cells.writeBigUInt64LE(hashed(mark === 1 || mark === 3 ? tag.slice(2) : ''), row * 24 + 16)
      spaces[row] = space ? 1 : 0
      row++
    }
  }
  const message = {
    version: '0.1',
    attrs,
    tokens: cells,
    spaces,
    lengths,
    strings: [...hashes.keys()].sort(),
    cats: docs.map(() => ({})),
    flags: docs.map(() => ({ has_unknown_spaces: false })),
  }
  return deflateSync(encode(message))
}
