import { describe, expect, it } from 'vitest'
import type { EntityCounts } from './entityScores.ts'
import { mcnemar, pairedBootstrap } from './significance.ts'

describe('mcnemar', () => {
  // worked by hand from the binomial: 2·(1 + 10 + 45)/1024, 2·1/32, and an even split
  it.each([
    [2, 8, 112 / 1024],
    [8, 2, 112 / 1024],
    [0, 5, 1 / 16],
    [4, 4, 1],
    [0, 0, 1],
    [0, 1, 1],
  ])('of %i and %i is %f', (first, second, p) => {
    expect(mcnemar(first, second)).toBeCloseTo(p, 12)
  })

  it('stays a probability where 2^n is out of range', () => {
    expect(mcnemar(5000, 5000)).toBe(1)
    expect(mcnemar(4000, 6000)).toBeGreaterThanOrEqual(0)
    expect(mcnemar(4000, 6000)).toBeLessThan(1e-80)
  })
})

describe('pairedBootstrap', () => {
  const right: EntityCounts = { correct: 1, gold: 1, predicted: 1 }
  const missed: EntityCounts = { correct: 0, gold: 1, predicted: 0 }
  const repeat = (counts: EntityCounts, times: number): EntityCounts[] =>
    Array.from({ length: times }, () => counts)

  it('sees no difference between a model and itself', () => {
    const counts = [...repeat(right, 5), ...repeat(missed, 5)]
    expect(pairedBootstrap(counts, counts)).toEqual({ f1: 0, interval95: [0, 0], p: 1 })
  })

  it('gives the difference of the scores: 2·3/(4+3) against 2·1/(4+1)', () => {
    const first = [right, ...repeat(missed, 3)]
    const second = [...repeat(right, 3), missed]
    expect(pairedBootstrap(first, second).f1).toBeCloseTo(6 / 7 - 2 / 5, 12)
  })

  it('is sure where every post says the same, whichever post is drawn', () => {
    expect(pairedBootstrap(repeat(missed, 9), repeat(right, 9), 999)).toEqual({
      f1: 1,
      interval95: [1, 1],
      p: 2 / 1000,
    })
  })

  it('is unsure where one post of two decides: a draw of two leaves it out one time in four', () => {
    const { p, interval95 } = pairedBootstrap([missed, right], [right, right], 20_000)
    expect(p).toBeGreaterThan(2 * 0.24)
    expect(p).toBeLessThan(2 * 0.26)
    expect(interval95).toEqual([0, 1])
  })

  it('pairs: what both find hard widens no interval', () => {
    const hard = [...repeat(missed, 20), ...repeat(right, 20)]
    const better = [right, ...hard.slice(1)]
    const { interval95 } = pairedBootstrap(hard, better)
    expect(interval95?.[0]).toBeGreaterThanOrEqual(0)
    expect(interval95?.[1]).toBeLessThan(0.1)
  })

  it('refuses lists of different posts, and has nothing to draw from without any', () => {
    expect(() => pairedBootstrap([right], [])).toThrow(/not a pair/u)
    expect(pairedBootstrap([], [])).toEqual({ f1: 0, interval95: null, p: null })
  })
})
