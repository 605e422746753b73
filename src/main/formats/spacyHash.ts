import { SPACY_SYMBOLS } from './spacySymbols.ts'

const M = 0xc6a4a7935bd1e995n
const R = 47n
const MASK = 0xffffffffffffffffn

const SYMBOLS = new Map(SPACY_SYMBOLS.map((name, index) => [name, BigInt(index + 1)]))

/**
 * Key of a text in spaCy's StringStore: MurmurHash64A of its UTF-8 bytes with seed 1; the empty text is 0, and a symbol
 * is its number.
 * (Austin Appleby, MurmurHash2.cpp, public domain; spaCy strings.pyx `hash_utf8`.)
 */
export function spacyHash(text: string): bigint {
  if (text === '') return 0n
  const symbol = SYMBOLS.get(text)
  if (symbol !== undefined) return symbol
  const bytes = Buffer.from(text, 'utf8')
  let hash = 1n ^ ((BigInt(bytes.length) * M) & MASK)
  const blocks = bytes.length >> 3
  for (let block = 0; block < blocks; block++) {
    let k = (bytes.readBigUInt64LE(block * 8) * M) & MASK
    k = ((k ^ (k >> R)) * M) & MASK
    hash = ((hash ^ k) * M) & MASK
  }
  const rest = bytes.length & 7
  if (rest > 0) {
    let k = 0n
    for (let at = rest - 1; at >= 0; at--) k = (k << 8n) | BigInt(bytes[blocks * 8 + at] ?? 0)
    hash = ((hash ^ k) * M) & MASK
  }
  hash = ((hash ^ (hash >> R)) * M) & MASK
  return hash ^ (hash >> R)
}
