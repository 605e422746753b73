/**
 * Seeded random numbers (xoshiro128**): the same seed gives the same run on every machine, and the state is four
 * integers, so a checkpoint can hold it.
 */
export class Random {
  private a: number
  private b: number
  private c: number
  private d: number

  constructor(seed: number) {
    let state = seed >>> 0
    // splitmix32 spreads a small seed over the whole state
    const next = (): number => {
      state = (state + 0x9e3779b9) >>> 0
      let z = state
      z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
      z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
      return (z ^ (z >>> 16)) >>> 0
    }
    this.a = next()
    this.b = next()
    this.c = next()
    this.d = next()
  }

  /** Uniform over the unsigned 32-bit integers. */
  uint32(): number {
    const product = Math.imul(this.b, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9)
    const t = this.b << 9
    this.c ^= this.a
    this.d ^= this.b
    this.b ^= this.c
    this.a ^= this.d
    this.c ^= t
    this.d = (this.d << 11) | (this.d >>> 21)
    return result >>> 0
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.uint32() / 4294967296
  }

  /** Uniform over 0 … bound − 1. */
  below(bound: number): number {
    return Math.floor(this.uniform() * bound)
  }

  /** Standard normal (Box and Muller). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()))
    return radius * Math.cos(2 * Math.PI * this.uniform())
  }

  /** Fisher and Yates, in place. */
  shuffle<T>(items: T[]): T[] {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.below(last + 1)
      const kept = items[last] as T
      items[last] = items[other] as T
      items[other] = kept
    }
    return items
  }

  get state(): readonly number[] {
    return [this.a, this.b, this.c, this.d]
  }

  static fromState(state: readonly number[]): Random {
    const random = new Random(0)
    const [a, b, c, d] = state
    if (state.length !== 4 || a === undefined || b === undefined || c === undefined || d === undefined)
      throw new RangeError(`a random state has 4 numbers, found ${state.length}`)
    random.a = a
    random.b = b
    random.c = c
    random.d = d
    return random
  }
}
