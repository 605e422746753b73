import { SeededRandom } from '../../autodiff/seededRandom.ts'
import { batchSize } from '../../features/batches.ts'
import type { EncodedText, Hiding, TextEncoder } from '../../features/encodePost.ts'
import { encodeText } from '../../features/encodePost.ts'
import { isAllCapitals, isCapitalised } from '../../features/words.ts'
import type { Corpus } from '../corpus.ts'
import { LINE_END } from '../corpus.ts'

/** Lengths in words that lines are padded to. */
const BUCKETS: readonly number[] = [12, 20, 32, 60]
const LONGEST = BUCKETS.at(-1) ?? 0
/** Shorter lines teach nothing. */
const SHORTEST = 4

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
  /** Hides what is to be hidden; asked once a word, in order. */
  readonly hiding: Hiding
  /** Words a line is padded to, and lines a batch. */
  readonly length: number
  readonly size: number
  /** [capacity]: position in the batch (line · length + word) of each word to be told. */
  readonly positions: Int32Array
  /** [capacity]: its class. */
  readonly targets: Int32Array
  /** [capacity]: 1, or 0 where fewer were chosen. */
  readonly weights: Float32Array
}

interface Stretches {
  readonly length: number
  /** First token of each stretch in the corpus, and its words. */
  readonly starts: Int32Array
  readonly lengths: Uint8Array
  readonly words: number
}

/** Draws batches of text with words to be told from their neighbours. A batch follows from the seed and its number. */
export class MaskedWords {
  readonly #corpus: Corpus
  readonly #encoder: TextEncoder
  readonly #targets: number
  readonly #maskShare: number
  readonly #stretches: readonly Stretches[]
  readonly #words: number

  /** `corpus` must hold every word; its `targets` most frequent words are classes of their own. */
  constructor(corpus: Corpus, encoder: TextEncoder, targets: number, maskShare: number) {
    this.#corpus = corpus
    this.#encoder = encoder
    this.#targets = targets
    this.#maskShare = maskShare
    this.#stretches = cutLines(corpus.ids)
    this.#words = this.#stretches.reduce((sum, { words }) => sum + words, 0)
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
    const { length, starts, lengths } = this.#chooseBucket(random)
    const size = batchSize(length, positions)
    const capacity = MaskedWords.capacity(length, size, this.#maskShare)
    const told = {
      positions: new Int32Array(capacity),
      targets: new Int32Array(capacity),
      weights: new Float32Array(capacity),
    }
    const hidden: boolean[] = []
    const common = Math.min(this.#targets, this.#corpus.words.length)
    let count = 0
    const texts = Array.from({ length: size }, (_, line) => {
      const pick = random.integer(starts.length)
      const start = starts[pick] as number
      const tokens = Array.from({ length: lengths[pick] as number }, (__, word) => {
        const id = this.#corpus.ids[start + word] as number
        const isTold = count < capacity && random.uniform() < this.#maskShare
        const fate = isTold ? random.uniform() : 1
        hidden.push(fate < HIDDEN_SHARE)
        if (isTold) {
          told.positions[count] = line * length + word
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
      hiding: { word: () => hidden[asked++] === true, vector: () => false },
      length,
      size,
      ...told,
    }
  }

  #chooseBucket(random: SeededRandom): Stretches {
    let left = random.uniform() * this.#words
    for (const bucket of this.#stretches) {
      left -= bucket.words
      if (left < 0) return bucket
    }
    return this.#stretches.at(-1) as Stretches
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

function cutLines(ids: Int32Array): Stretches[] {
  const starts = BUCKETS.map((): number[] => [])
  const lengths = BUCKETS.map((): number[] => [])
  const add = (start: number, length: number): void => {
    if (length < SHORTEST) return
    const bucket = BUCKETS.findIndex((size) => length <= size)
    starts[bucket]?.push(start)
    lengths[bucket]?.push(length)
  }
  let start = 0
  for (let index = 0; index < ids.length; index++) {
    const ends = ids[index] === LINE_END
    if (ends) add(start, index - start)
    else if (index - start === LONGEST) add(start, LONGEST)
    if (ends) start = index + 1
    else if (index - start === LONGEST) start = index
  }
  return BUCKETS.map((length, bucket) => ({
    length,
    starts: Int32Array.from(starts[bucket] ?? []),
    lengths: Uint8Array.from(lengths[bucket] ?? []),
    words: (lengths[bucket] ?? []).reduce((sum, words) => sum + words, 0),
  })).filter(({ words }) => words > 0)
}
