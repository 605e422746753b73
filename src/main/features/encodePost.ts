import type { WordFeatures } from './wordFeatures.ts'
import { CLOSE_ROW, MASK_ROW, OPEN_ROW, TABLE_WIDTH } from './wordFeatures.ts'
import { isAllCapitals, isCapitalised, normaliseWord } from './words.ts'
import type { WordVectors } from './wordVectors.ts'
import type { RowTable } from './rowTable.ts'

/** Numbers about the whole post that every word of it carries. */
const POST_NUMBERS = 4

/** A text as row numbers: what is looked up is not yet looked up, so a training run can hide words each epoch. */
export interface EncodedText {
  /** Words. */
  readonly length: number
  /** Feature rows of each word. */
  readonly features: readonly Int32Array[]
  /** Vector row of each word; −1: it has none. */
  readonly vectorRows: Int32Array
  /** Share of capitalised words, share of words in capitals, 1 when all is lower case, length / 40. */
  readonly numbers: Float32Array
}

/** How words become numbers; belongs to one model pack. */
export interface TextEncoder {
  readonly features: WordFeatures
  readonly vectors: WordVectors
}

/** Width of the extras of a word: its vector and the numbers of the post. */
export function extrasWidth(vectors: WordVectors): number {
  return vectors.table.width + POST_NUMBERS
}

/** Reads tokens as they are: one word a token, never more, never fewer. */
export function encodeText(tokens: readonly string[], encoder: TextEncoder): EncodedText {
  const words = tokens.map(normaliseWord)
  const length = words.length
  const share = (test: (word: string) => boolean): number => words.filter(test).length / Math.max(1, length)
  return {
    length,
    features: words.map((word) => encoder.features.rowsOf(word)),
    vectorRows: Int32Array.from(words, (word) => encoder.vectors.rowOf(word)),
    numbers: Float32Array.of(
      share(isCapitalised),
      share(isAllCapitals),
      words.every((word) => word === word.toLowerCase()) ? 1 : 0,
      length / 40,
    ),
  }
}

/** Words `start` to `end` of an encoded text; the numbers still speak of the whole post. */
export function sliceText(text: EncodedText, start: number, end: number): EncodedText {
  return {
    length: end - start,
    features: text.features.slice(start, end),
    vectorRows: text.vectorRows.subarray(start, end),
    numbers: text.numbers,
  }
}

/** Which words of a batch to hide in training. */
export interface Hiding {
  /** The word becomes MASK: no features, no vector. */
  word(): boolean
  /** The word keeps its features and loses its vector. */
  vector(): boolean
}

/** Dense arrays of one batch, row-major, padded with zeros. */
export interface TextArrays {
  /** [batch · length, TABLE_WIDTH]: sums of feature rows. */
  readonly rows: Float32Array
  /** [batch · length, extrasWidth]. */
  readonly extras: Float32Array
  /** [batch, length]: 1 for a word, 0 for padding. */
  readonly mask: Float32Array
  /** The feature rows that were summed at each position; what a row gradient is spread over. */
  readonly used: (Int32Array | null)[]
}

const MASKED = Int32Array.of(MASK_ROW)

/** Looks everything up. Texts longer than `length` are an error: cut them into windows first. */
export function fillText(
  texts: readonly (EncodedText | null)[],
  shape: { readonly batch: number; readonly length: number },
  table: RowTable,
  vectors: WordVectors,
  hiding: Hiding | null,
): TextArrays {
  const { batch, length } = shape
  const width = extrasWidth(vectors)
  const rows = new Float32Array(batch * length * TABLE_WIDTH)
  const extras = new Float32Array(batch * length * width)
  const mask = new Float32Array(batch * length)
  const used = new Array<Int32Array | null>(batch * length).fill(null)
  for (const [index, text] of texts.entries()) {
    if (text === null) continue
    if (text.length > length)
      throw new RangeError(`a text of ${text.length} words does not fit into ${length}`)
    for (let word = 0; word < text.length; word++) {
      const position = index * length + word
      const hidden = hiding?.word() === true
      const features = edgeRows(
        hidden ? MASKED : (text.features[word] as Int32Array),
        word === 0,
        word === text.length - 1,
      )
      for (const row of features) table.addRow(row, rows, position * TABLE_WIDTH)
      used[position] = features
      mask[position] = 1
      const vectorRow = text.vectorRows[word] ?? -1
      if (vectorRow >= 0 && !hidden && hiding?.vector() !== true)
        vectors.table.addRow(vectorRow, extras, position * width)
      extras.set(text.numbers, position * width + vectors.table.width)
    }
  }
  return { rows, extras, mask, used }
}

function edgeRows(features: Int32Array, first: boolean, last: boolean): Int32Array {
  if (!first && !last) return features
  return Int32Array.of(...features, ...(first ? [OPEN_ROW] : []), ...(last ? [CLOSE_ROW] : []))
}
