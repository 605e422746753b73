import { crc32 } from 'node:zlib'
import { wordShape } from './words.ts'

/**
 * Layout of the feature table: two special rows, the frequent words, the shapes, the character n-grams.
 * The input of a word is the sum of its rows.
 */
export const TABLE_ROWS = 65_886
export const TABLE_WIDTH = 128

/** Stands for a hidden word. */
export const MASK_ROW = 0
/** Added to a word that has no row of its own. */
const RARE_ROW = 1
const FIRST_WORD_ROW = 2
const SHAPE_BUCKETS = 512
const GRAM_BUCKETS = 32_768
export const FREQUENT_WORDS = TABLE_ROWS - FIRST_WORD_ROW - SHAPE_BUCKETS - GRAM_BUCKETS
const FIRST_SHAPE_ROW = FIRST_WORD_ROW + FREQUENT_WORDS
const FIRST_GRAM_ROW = FIRST_SHAPE_ROW + SHAPE_BUCKETS

const MOST_GRAMS = 18
const CACHED_WORDS = 200_000

/** Turns words into rows of the feature table. */
export class WordFeatures {
  readonly #wordRows: ReadonlyMap<string, number>
  readonly #only: boolean
  readonly #cache = new Map<string, Int32Array>()

  /**
   * Lower-cased words, most frequent first; at most FREQUENT_WORDS. `rows`: all features of a word, or the row of the
   * word itself alone.
   */
  constructor(frequentWords: readonly string[], rows: 'features' | 'word' = 'features') {
    this.#only = rows === 'word'

    if (frequentWords.length > FREQUENT_WORDS)
      throw new RangeError(`the table has rows for ${FREQUENT_WORDS} words, found ${frequentWords.length}`)
    this.#wordRows = new Map(frequentWords.map((word, index) => [word, FIRST_WORD_ROW + index]))
  }

  /** Rows of a normalised word: itself or RARE, and unless it is to be alone its shape and at most twenty character n-grams. */
  rowsOf(word: string): Int32Array {
    const known = this.#cache.get(word)
    if (known !== undefined) return known
    const lower = word.toLowerCase()
    const own = this.#wordRows.get(lower) ?? RARE_ROW
    const rows = this.#only
      ? Int32Array.of(own)
      : Int32Array.from([
          own,
          FIRST_SHAPE_ROW + (crc32(wordShape(word)) % SHAPE_BUCKETS),
          ...characterGrams(lower).map((gram) => FIRST_GRAM_ROW + (crc32(gram) % GRAM_BUCKETS)),
        ])
    if (this.#cache.size >= CACHED_WORDS) this.#cache.clear()
    this.#cache.set(word, rows)
    return rows
  }
}

/**
 * First and last bigram and the 3- and 4-grams of `^word$`, counted in code points. Of a long word the grams nearest
 * to both ends are kept: that is where prefixes and suffixes are.
 */
export function characterGrams(word: string): string[] {
  const characters = Array.from(`^${word}$`)
  const length = characters.length
  const grams: string[] = []
  for (let start = 0; start + 3 <= length; start++) {
    grams.push(characters.slice(start, start + 3).join(''))
    if (start + 4 <= length) grams.push(characters.slice(start, start + 4).join(''))
  }
  const half = MOST_GRAMS / 2
  const kept = grams.length <= MOST_GRAMS ? grams : [...grams.slice(0, half), ...grams.slice(-half)]
  return [characters.slice(0, 2).join(''), characters.slice(-2).join(''), ...kept]
}
