/**
 * A small, fast random generator (sfc32) with its whole state in four integers, so that a run can be
 * repeated and resumed. Not for secrets.
 */
export class SeededRandom {
  #state: [number, number, number, number]
  #spareNormal: number | null = null

  /** Streams with different keys are independent of each other: `new SeededRandom(seed, epoch)`. */
  constructor(...keys: readonly number[]) {
    let hash = 0x9e3779b9
    for (const key of keys) hash = Math.imul(hash ^ Math.floor(key), 0x85ebca6b) ^ (hash >>> 13)
    this.#state = [hash, 0x243f6a88, 0xb7e15162, 1]
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
    let [a, b, c, counter] = this.#state
    const result = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + result
    this.#state = [a, b, c | 0, counter]
    return result >>> 0
  }
}
