/**
 * Seeded random numbers (xoshiro128**) for the inner loop of the word vectors, which draws hundreds of millions of
 * them: no allocation, whole 32-bit integers. Everywhere else the keyed generator of autodiff is the one to use.
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
}
