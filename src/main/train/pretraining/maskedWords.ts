import { SeededRandom } from '../../autodiff/seededRandom.ts'
import { batchSize } from '../../features/batches.ts'
import type { EncodedText, Hiding } from '../../features/encodedText.ts'
import type { TextEncoder } from '../../features/encodePost.ts'
import { encodeText } from '../../features/encodePost.ts'
import { isAllCapitals, isCapitalised } from '../../features/words.ts'
import type { Corpus } from '../corpus.ts'
import { LINE_END } from '../corpus.ts'

/** Words a row of a batch holds: lines one behind the other, as many as fit, so that next to nothing is padding. */
const ROW = 60
/** Shorter lines teach nothing. */
const SHORTEST = 4
/** A batch is full when so many lines in a row found no place. */
const MISSES = 12

/** What becomes of a chosen word: mostly hidden, at times replaced, at times left, so that every word is worth reading. */
const HIDDEN_SHARE = 0.8
const REPLACED_SHARE = 0.1

/** Classes of words that are too rare to be targets of their own: the outline at least can be told. */
const OUTLINES = 6

/** Classes that are told apart when so many words have one of their own. */
export function classCount(targets: number): number {
  return targets + OUTLINES
}

export interface MaskedBatch {
  /** Lines, with replaced words in place. */
  readonly texts: readonly EncodedText[]
  /** Position in the batch (row · length + place in the row) where each line begins. */
  readonly starts: readonly number[]
  /** [size · length]: number of the line at each position, from 1 on; 0 is padding. Lines do not see each other. */
  readonly lines: Float32Array
  /** Hides what is to be hidden; asked once a word, in order. */
  readonly hiding: Hiding
  /** Words a row, and rows a batch. */
  readonly length: number
  readonly size: number
  /** [capacity]: position in the batch of each word to be told. */
  readonly positions: Int32Array
  /** [capacity]: its class. */
  readonly targets: Int32Array
  /** [capacity]: 1, or 0 where fewer were chosen. */
  readonly weights: Float32Array
}

/** The lines of a corpus, long ones in pieces: where each begins, and its words. */
interface Stretches {
  readonly starts: Int32Array
  readonly lengths: Uint8Array
}

/** Draws batches of text with words to be told from their neighbours. A batch follows from the seed and its number. */
export class MaskedWords {
  readonly #corpus: Corpus
  readonly #encoder: TextEncoder
  readonly #targets: number
  readonly #maskShare: number
  readonly #stretches: Stretches

  /** `corpus` must hold every word; its `targets` most frequent words are classes of their own. */
  constructor(corpus: Corpus, encoder: TextEncoder, targets: number, maskShare: number) {
    this.#corpus = corpus
    this.#encoder = encoder
    this.#targets = targets
    this.#maskShare = maskShare
    this.#stretches = cutLines(corpus.ids)
  }

  /** log of each class's share of the text: where the output's biases begin. Never seen: as if seen once. */
  logShares(): Float32Array {
    const counts = new Float64Array(classCount(this.#targets)).fill(1)
    for (const [id, count] of this.#corpus.counts.entries()) {
      const target = this.#classOf(id)
      counts[target] = (counts[target] ?? 0) + count
    }
    const total = counts.reduce((sum, count) => sum + count, 0)
    return Float32Array.from(counts, (count) => Math.log(count / total))
  }

  /** Words a graph of this bucket tells. */
  static capacity(length: number, size: number, maskShare: number): number {
    return Math.max(1, Math.round(length * size * maskShare))
  }

  batch(seed: number, step: number, positions: number): MaskedBatch {
    const random = new SeededRandom(seed, step)
    const size = batchSize(ROW, positions)
    const capacity = MaskedWords.capacity(ROW, size, this.#maskShare)
    const told = {
      positions: new Int32Array(capacity),
      targets: new Int32Array(capacity),
      weights: new Float32Array(capacity),
    }
    const hidden: boolean[] = []
    const common = Math.min(this.#targets, this.#corpus.words.length)
    const placed = this.#placeLines(size, random)
    const lines = new Float32Array(size * ROW)
    let count = 0
    const texts = placed.map(({ line, at }, index) => {
      const start = this.#stretches.starts[line] as number
      const length = this.#stretches.lengths[line] as number
      lines.fill(index + 1, at, at + length)
      const tokens = Array.from({ length }, (_, word) => {
        const id = this.#corpus.ids[start + word] as number
        const isTold = count < capacity && random.uniform() < this.#maskShare
        const fate = isTold ? random.uniform() : 1
        hidden.push(fate < HIDDEN_SHARE)
        if (isTold) {
          told.positions[count] = at + word
          told.targets[count] = this.#classOf(id)
          told.weights[count++] = 1
        }
        const replaced = fate >= HIDDEN_SHARE && fate < HIDDEN_SHARE + REPLACED_SHARE
        return this.#corpus.words[replaced ? random.integer(common) : id] as string
      })
      return encodeText(tokens, this.#encoder)
    })
    let asked = 0
    return {
      texts,
      starts: placed.map(({ at }) => at),
      lines,
      hiding: { word: () => hidden[asked++] === true, vector: () => false },
      length: ROW,
      size,
      ...told,
    }
  }

  /** Draws lines, each into the first row with room for it. */
  #placeLines(size: number, random: SeededRandom): { line: number; at: number }[] {
    const { lengths } = this.#stretches
    const filled = new Array<number>(size).fill(0)
    const placed: { line: number; at: number }[] = []
    for (let misses = 0; misses < MISSES;) {
      const line = random.integer(lengths.length)
      const length = lengths[line] as number
      const row = filled.findIndex((words) => words + length <= ROW)
      if (row < 0) misses++
      else {
        misses = 0
        const words = filled[row] as number
        placed.push({ line, at: row * ROW + words })
        filled[row] = words + length
      }
    }
    return placed
  }

  #classOf(id: number): number {
    return id < this.#targets ? id : this.#targets + outlineOf(this.#corpus.words[id] as string)
  }
}

/** Lower case, capitalised, all capitals, other letters, with digits, without letters. */
export function outlineOf(word: string): number {
  if (/\p{N}/u.test(word)) return 4
  if (!/\p{L}/u.test(word)) return 5
  if (isAllCapitals(word)) return 2
  if (isCapitalised(word)) return 1
  return word === word.toLowerCase() ? 0 : 3
}

function cutLines(ids: Int32Array): Stretches {
  const starts: number[] = []
  const lengths: number[] = []
  const add = (start: number, length: number): void => {
    if (length < SHORTEST) return
    starts.push(start)
    lengths.push(length)
  }
  let start = 0
  for (let index = 0; index < ids.length; index++) {
    const ends = ids[index] === LINE_END
    if (ends) add(start, index - start)
    else if (index - start === ROW) add(start, ROW)
    if (ends) start = index + 1
    else if (index - start === ROW) start = index
  }
  return { starts: Int32Array.from(starts), lengths: Uint8Array.from(lengths) }
}
