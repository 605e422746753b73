import type { PieceEncoder } from './encodePieces.ts'
import type { EncodedText, Hiding } from './encodedText.ts'
import { characterNumbers } from './characterNumbers.ts'
import { encodePieces } from './encodePieces.ts'
import type { WordFeatures } from './wordFeatures.ts'
import { MASK_ROW, TABLE_WIDTH } from './wordFeatures.ts'
import { isAllCapitals, isCapitalised, normaliseWord } from './words.ts'
import type { WordVectors } from './wordVectors.ts'
import type { RowSums, RowTable } from './rowTable.ts'

/** Numbers about the whole post that every word of it carries. */
const POST_NUMBERS = 4
/** Whether a word opens or closes the post: the encoder knows distances, not ends. */
const EDGE_BITS = 2

/** How words become numbers in a network that reads words. */
export interface WordEncoder {
  readonly features: WordFeatures
  readonly vectors: WordVectors
  /** How characters are numbered, in a network that reads them. */
  readonly characters?: { readonly read: number; readonly rows: number }
}

/** How tokens become numbers; belongs to one model pack. */
export type TextEncoder = WordEncoder | PieceEncoder

/** Width of the extras of a word: its vector of `vectorWidth`, the numbers of the post, the edge bits. */
export function extrasWidth(vectorWidth: number): number {
  return vectorWidth + POST_NUMBERS + EDGE_BITS
}

/** What is known of a token whatever stands around it. */
interface TokenReading {
  readonly features: Int32Array
  /** −1: it has no vector. */
  readonly vectorRow: number
  readonly capitalised: boolean
  readonly allCapitals: boolean
  readonly lowerCase: boolean
}

const REMEMBERED_TOKENS = 50_000
/** Most tokens of a post have been read before, and looking one up is cheaper than reading it. */
const readings = new WeakMap<WordEncoder, Map<string, TokenReading>>()

function knownTokens(encoder: WordEncoder): Map<string, TokenReading> {
  const known = readings.get(encoder) ?? new Map<string, TokenReading>()
  readings.set(encoder, known)
  return known
}

function readToken(token: string, encoder: WordEncoder, known: Map<string, TokenReading>): TokenReading {
  const found = known.get(token)
  if (found !== undefined) return found
  const word = normaliseWord(token)
  const reading = {
    features: encoder.features.rowsOf(word),
    vectorRow: encoder.vectors.rowOf(word),
    capitalised: isCapitalised(word),
    allCapitals: isAllCapitals(word),
    lowerCase: word === word.toLowerCase(),
  }
  if (known.size >= REMEMBERED_TOKENS) known.clear()
  known.set(token, reading)
  return reading
}

/** Reads tokens as they are: one word a token, never more, never fewer. */
export function encodeText(tokens: readonly string[], encoder: TextEncoder): EncodedText {
  if ('pieces' in encoder) return encodePieces(tokens, encoder)
  const length = tokens.length
  const known = knownTokens(encoder)
  const features: Int32Array[] = []
  const vectorRows = new Int32Array(length)
  let capitalised = 0
  let allCapitals = 0
  let lowerCase = 0
  for (const [index, token] of tokens.entries()) {
    const word = readToken(token, encoder, known)
    features.push(word.features)
    vectorRows[index] = word.vectorRow
    capitalised += Number(word.capitalised)
    allCapitals += Number(word.allCapitals)
    lowerCase += Number(word.lowerCase)
  }
  const words = Math.max(1, length)
  const numbers = Float32Array.of(
    capitalised / words,
    allCapitals / words,
    Number(lowerCase === length),
    length / 40,
  )
  const text = { length, features, vectorRows, numbers, opens: true, closes: true }
  const { characters } = encoder
  if (characters === undefined) return text
  return { ...text, characters: tokens.map((token) => characterNumbers(normaliseWord(token), characters)) }
}

/** Words `start` to `end` of an encoded text; the numbers still speak of the whole post. */
export function sliceText(text: EncodedText, start: number, end: number): EncodedText {
  return {
    length: end - start,
    features: text.features.slice(start, end),
    vectorRows: text.vectorRows.subarray(start, end),
    numbers: text.numbers,
    ...(text.characters !== undefined && { characters: text.characters.slice(start, end) }),
    opens: text.opens && start === 0,
    closes: text.closes && end === text.length,
  }
}

/** Dense arrays of one batch, row-major, padded with zeros; made once for a size and filled again and again. */
export interface TextArrays {
  readonly batch: number
  readonly length: number
  /** [batch · length, TABLE_WIDTH]: sums of feature rows. */
  readonly rows: Float32Array
  /** [batch · length, extrasWidth]. */
  readonly extras: Float32Array
  /** [batch · length, read]; empty where characters are not read. */
  readonly characters: Int32Array
  /** [batch, length]: 1 for a word, 0 for padding; a bool tensor's bytes. */
  readonly mask: Uint8Array
  /** The feature rows that were summed at each position; what a row gradient is spread over. */
  readonly used: (Int32Array | null)[]
}

export function textArrays(
  batch: number,
  length: number,
  vectors: WordVectors,
  charactersRead = 0,
): TextArrays {
  return {
    batch,
    length,
    rows: new Float32Array(batch * length * TABLE_WIDTH),
    extras: new Float32Array(batch * length * extrasWidth(vectors.table.width)),
    characters: new Int32Array(batch * length * charactersRead),
    mask: new Uint8Array(batch * length),
    used: new Array<Int32Array | null>(batch * length).fill(null),
  }
}

const MASKED = Int32Array.of(MASK_ROW)

/**
 * Looks everything up. Each text has a row of its own, or begins at the position that `starts` gives for it. Texts that
 * do not fit are an error: cut them into windows first.
 */
export function fillText(
  arrays: TextArrays,
  texts: readonly (EncodedText | null)[],
  table: RowSums,
  vectors: WordVectors,
  hiding: Hiding | null,
  starts: readonly number[] | null = null,
): void {
  const { batch, length, rows, extras, characters, mask, used } = arrays
  if (starts === null && texts.length > batch)
    throw new RangeError(`${texts.length} texts do not fit into a batch of ${batch}`)
  const width = extrasWidth(vectors.table.width)
  rows.fill(0)
  extras.fill(0)
  characters.fill(0)
  mask.fill(0)
  used.fill(null)
  for (const [index, text] of texts.entries()) {
    if (text === null) continue
    const start = starts?.[index] ?? index * length
    requireRoom(text, length - (start % length))
    for (let word = 0; word < text.length; word++) {
      const position = start + word
      const hidden = hiding?.word() === true
      const features = hidden ? MASKED : (text.features[word] as Int32Array)
      table.addRows(features, rows, position * TABLE_WIDTH)
      used[position] = features
      mask[position] = 1
      if (!hidden) fillCharacters(text, word, characters, position)
      const bare = hidden || hiding?.vector() === true
      fillExtras(
        text,
        word,
        bare ? null : vectors.table,
        extras.subarray(position * width, (position + 1) * width),
      )
    }
  }
}

function requireRoom({ length }: EncodedText, room: number): void {
  if (length > room) throw new RangeError(`a text of ${length} words does not fit into ${room}`)
}

/** Writes the characters of one word, where they are read. */
function fillCharacters(text: EncodedText, word: number, target: Int32Array, position: number): void {
  const numbers = text.characters?.[word]
  if (numbers !== undefined) target.set(numbers, position * numbers.length)
}

/** Writes the vector (unless `vectors` is null), the post's numbers and the edge bits of one word. */
function fillExtras(text: EncodedText, word: number, vectors: RowTable | null, target: Float32Array): void {
  const row = text.vectorRows[word] ?? -1
  if (vectors !== null && row >= 0) vectors.addRow(row, target, 0)
  const numbers = target.length - POST_NUMBERS - EDGE_BITS
  target.set(text.numbers, numbers)
  if (text.opens && word === 0) target[target.length - 2] = 1
  if (text.closes && word === text.length - 1) target[target.length - 1] = 1
}
