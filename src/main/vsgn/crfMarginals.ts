import type { CrfTables } from './network/crf.ts'
import type { TagSet } from './tagSet.ts'

/**
 * Sums over all tag sequences of one text: how likely any piece of a reading is. Computed with weights exp(score) that
 * are scaled to sum 1 at each position (Rabiner 1989), so that no text is too long for them.
 */
export class CrfMarginals {
  /** log Σ_y exp(score(y) / T) with the temperature T of the CRF. */
  readonly logPartition: number
  readonly #length: number
  readonly #tags: number
  /** [tags, tags]: exp of the transition scores behind a word at a position. */
  readonly #steps: (position: number) => Float64Array
  /** [length, tags]: exp of the emissions, each position divided by its largest. */
  readonly #emissions: Float64Array
  /** [length, tags]: share of each tag among the prefixes that end at a position, its emission included. */
  readonly #forward: Float64Array
  /** [length, tags]: weight of what may follow a tag at a position, on the scale of `forward`. */
  readonly #backward: Float64Array
  /** What each position of `forward` was divided by. */
  readonly #scales: Float64Array

  /** `emissions` is [length, tags], row-major; length at least 1. */
  constructor(emissions: Float32Array, crf: CrfTables) {
    const tags = crf.labels.length
    this.#tags = tags
    this.#length = emissions.length / tags
    const { transitions, start, end, behindSplit } = exponentsOf(crf)
    const { splitWords } = crf
    const isSplit = (position: number): boolean => splitWords?.[position] === 1
    this.#steps = (position) => (isSplit(position) ? behindSplit.transitions : transitions)
    const ending = isSplit(this.#length - 1) ? behindSplit.end : end
    const size = emissions.length
    // One piece of memory for all: asking for it is a good part of the time that a short text takes.
    const numbers = new Float64Array(3 * size + this.#length)
    this.#emissions = numbers.subarray(0, size)
    this.#forward = numbers.subarray(size, 2 * size)
    this.#backward = numbers.subarray(2 * size, 3 * size)
    this.#scales = numbers.subarray(3 * size)
    let logSum = fillExponentials(emissions, tags, crf.temperature ?? 1, this.#emissions)
    this.#sumForward(start)
    const last = size - tags
    let ends = 0
    for (let tag = 0; tag < tags; tag++)
      ends += (this.#forward[last + tag] as number) * (ending[tag] as number)
    for (let tag = 0; tag < tags; tag++) this.#backward[last + tag] = (ending[tag] as number) / ends
    this.#sumBackward()
    for (const scale of this.#scales) logSum += Math.log(scale)
    this.logPartition = logSum + Math.log(ends)
  }

  /** Probability that the tokens from `position` on carry exactly these tags. */
  probability(position: number, path: ArrayLike<number>): number {
    const tags = this.#tags
    let weight = this.#forward[position * tags + (path[0] as number)] as number
    for (let step = 1; step < path.length; step++)
      weight *=
        ((this.#steps(position + step - 1)[
          (path[step - 1] as number) * tags + (path[step] as number)
        ] as number) *
          (this.#emissions[(position + step) * tags + (path[step] as number)] as number)) /
        (this.#scales[position + step] as number)
    const last = position + path.length - 1
    return weight * (this.#backward[last * tags + (path[path.length - 1] as number)] as number)
  }

  /** Probability of each tag at a position. */
  tagProbabilities(position: number): number[] {
    return Array.from({ length: this.#tags }, (_, tag) => this.probability(position, [tag]))
  }

  /**
   * Probability that tokens `start` to `end` are one entity of the type: B, then I to its end, and no I after it.
   */
  spanProbability(start: number, end: number, type: number, tagSet: TagSet): number {
    const begin = tagSet.begin(type)
    const inside = tagSet.inside(type)
    const path = Array.from({ length: end - start }, (_, step) => (step === 0 ? begin : inside))
    const open = this.probability(start, path)
    return end === this.#length ? open : Math.max(0, open - this.probability(start, [...path, inside]))
  }

  #sumForward(start: Float64Array): void {
    const tags = this.#tags
    const sums = this.#forward
    for (let position = 0; position < this.#length; position++) {
      const row = position * tags
      const steps = this.#steps(position - 1)
      let total = 0
      for (let tag = 0; tag < tags; tag++) {
        let sum = position === 0 ? (start[tag] as number) : 0
        if (position > 0)
          for (let previous = 0; previous < tags; previous++)
            sum += (sums[row - tags + previous] as number) * (steps[previous * tags + tag] as number)
        const weight = sum * (this.#emissions[row + tag] as number)
        sums[row + tag] = weight
        total += weight
      }
      // a total of zero would say that no reading is possible; O always is
      const scale = Math.max(total, Number.MIN_VALUE)
      this.#scales[position] = scale
      for (let tag = 0; tag < tags; tag++) sums[row + tag] = (sums[row + tag] as number) / scale
    }
  }

  /** The last position is there. */
  #sumBackward(): void {
    const tags = this.#tags
    const sums = this.#backward
    const ahead = new Float64Array(tags)
    for (let position = this.#length - 2; position >= 0; position--) {
      const next = (position + 1) * tags
      const steps = this.#steps(position)
      const scale = this.#scales[position + 1] as number
      for (let tag = 0; tag < tags; tag++)
        ahead[tag] = ((this.#emissions[next + tag] as number) * (sums[next + tag] as number)) / scale
      for (let tag = 0; tag < tags; tag++) {
        let sum = 0
        for (let following = 0; following < tags; following++)
          sum += (steps[tag * tags + following] as number) * (ahead[following] as number)
        sums[position * tags + tag] = sum
      }
    }
  }
}

interface CrfExponents {
  readonly transitions: Float64Array
  readonly start: Float64Array
  readonly end: Float64Array
  readonly behindSplit: { readonly transitions: Float64Array; readonly end: Float64Array }
}

/** exp of the scores of a model, which are the same for every text it reads. */
const exponents = new WeakMap<Float32Array, CrfExponents & { readonly temperature: number }>()

function exponentsOf({ transitions, start, end, behindSplit, temperature = 1 }: CrfTables): CrfExponents {
  const known = exponents.get(transitions)
  if (known?.temperature === temperature) return known
  const weights = (scores: Float32Array): Float64Array =>
    Float64Array.from(scores, (score) => Math.exp(score / temperature))
  const plain = { transitions: weights(transitions), start: weights(start), end: weights(end) }
  const split =
    behindSplit === undefined
      ? plain
      : { transitions: weights(behindSplit.transitions), end: weights(behindSplit.end) }
  const found = { ...plain, behindSplit: split, temperature }
  exponents.set(transitions, found)
  return found
}

/** weights = exp((emission − largest of the position) / T); returns the sum of what was taken away. */
function fillExponentials(
  emissions: Float32Array,
  tags: number,
  temperature: number,
  weights: Float64Array,
): number {
  let logScale = 0
  for (let row = 0; row < emissions.length; row += tags) {
    let largest = Number.NEGATIVE_INFINITY
    for (let tag = 0; tag < tags; tag++) largest = Math.max(largest, emissions[row + tag] as number)
    for (let tag = 0; tag < tags; tag++)
      weights[row + tag] = Math.exp(((emissions[row + tag] as number) - largest) / temperature)
    logScale += largest / temperature
  }
  return logScale
}
