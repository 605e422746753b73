import type { CrfTables } from './network/crf.ts'
import type { TagSet } from './tagSet.ts'

/** Sums over all tag sequences of one text: how likely any piece of a reading is. */
export class CrfMarginals {
  /** log Σ_y exp score(y). */
  readonly logPartition: number
  readonly #emissions: Float32Array
  readonly #crf: CrfTables
  readonly #length: number
  readonly #tags: number
  /** [length, tags]: log-sum over prefixes that end in a tag at a position, its emission included. */
  readonly #forward: Float64Array
  /** [length, tags]: log-sum over what may follow a tag at a position. */
  readonly #backward: Float64Array

  /** `emissions` is [length, tags], row-major; length at least 1. */
  constructor(emissions: Float32Array, crf: CrfTables) {
    this.#emissions = emissions
    this.#crf = crf
    this.#tags = crf.labels.length
    this.#length = emissions.length / this.#tags
    this.#forward = this.#sumForward()
    this.#backward = this.#sumBackward()
    const last = (this.#length - 1) * this.#tags
    this.logPartition = logSumExp(
      Float64Array.from(crf.end, (score, tag) => (this.#forward[last + tag] as number) + score),
    )
  }

  /** Probability that the tokens from `position` on carry exactly these tags. */
  probability(position: number, path: ArrayLike<number>): number {
    const { transitions } = this.#crf
    const tags = this.#tags
    let score = this.#forward[position * tags + (path[0] as number)] as number
    for (let step = 1; step < path.length; step++)
      score +=
        (transitions[(path[step - 1] as number) * tags + (path[step] as number)] as number) +
        (this.#emissions[(position + step) * tags + (path[step] as number)] as number)
    const last = position + path.length - 1
    score += this.#backward[last * tags + (path[path.length - 1] as number)] as number
    return Math.exp(score - this.logPartition)
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

  #sumForward(): Float64Array {
    const { start, transitions } = this.#crf
    const tags = this.#tags
    const sums = new Float64Array(this.#length * tags)
    for (let tag = 0; tag < tags; tag++) sums[tag] = (start[tag] as number) + (this.#emissions[tag] as number)
    const terms = new Float64Array(tags)
    for (let position = 1; position < this.#length; position++)
      for (let tag = 0; tag < tags; tag++) {
        for (let previous = 0; previous < tags; previous++)
          terms[previous] =
            (sums[(position - 1) * tags + previous] as number) +
            (transitions[previous * tags + tag] as number)
        sums[position * tags + tag] = logSumExp(terms) + (this.#emissions[position * tags + tag] as number)
      }
    return sums
  }

  #sumBackward(): Float64Array {
    const { end, transitions } = this.#crf
    const tags = this.#tags
    const sums = new Float64Array(this.#length * tags)
    sums.set(end, (this.#length - 1) * tags)
    const terms = new Float64Array(tags)
    for (let position = this.#length - 2; position >= 0; position--)
      for (let tag = 0; tag < tags; tag++) {
        for (let next = 0; next < tags; next++)
          terms[next] =
            (transitions[tag * tags + next] as number) +
            (this.#emissions[(position + 1) * tags + next] as number) +
            (sums[(position + 1) * tags + next] as number)
        sums[position * tags + tag] = logSumExp(terms)
      }
    return sums
  }
}

function logSumExp(values: Float64Array): number {
  let largest = Number.NEGATIVE_INFINITY
  for (const value of values) if (value > largest) largest = value
  let sum = 0
  for (const value of values) sum += Math.exp(value - largest)
  return largest + Math.log(sum)
}
