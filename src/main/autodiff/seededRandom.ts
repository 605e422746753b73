/**
 * A small, fast random generator (sfc32) with its whole state in four integers, so that a run can be
 * repeated and resumed. Not for secrets.
 */
export class SeededRandom {
  #a: number
  #b = 0x243f6a88
  #c = 0xb7e15162 | 0
  #counter = 1
  #spareNormal: number | null = null

  /** Streams with different keys are independent of each other: `new SeededRandom(seed, epoch)`. */
  constructor(...keys: readonly number[]) {
    let hash = 0x9e3779b9
    for (const key of keys) hash = Math.imul(hash ^ Math.floor(key), 0x85ebca6b) ^ (hash >>> 13)
    this.#a = hash
    for (let round = 0; round < 15; round++) this.#next()
  }

  /** Uniform in [0, 1), 32 bits fine. */
  uniform(): number {
    return this.#next() / 0x1_0000_0000
  }

  /** Uniform integer from 0 to `limit` − 1. */
  integer(limit: number): number {
    return Math.floor(this.uniform() * limit)
  }

  /** Normal with mean 0 and deviation 1 (Box and Muller). */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal
      this.#spareNormal = null
      return spare
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()))
    const angle = 2 * Math.PI * this.uniform()
    this.#spareNormal = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }

  /** Puts the items in a random order, in place (Fisher and Yates). */
  shuffle(items: unknown[]): void {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.integer(last + 1)
      const held = items[last]
      items[last] = items[other]
      items[other] = held
    }
  }

  #next(): number {
    const result = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0
    return result >>> 0
  }
}
