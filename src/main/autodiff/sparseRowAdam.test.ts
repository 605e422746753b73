import { describe, expect, it } from 'vitest'
import { AdamW } from './adamW.ts'
import { SparseRowAdam } from './sparseRowAdam.ts'

const gradient = Float32Array.of(9, 0.5, -1, 0.25, 2)

describe('SparseRowAdam', () => {
  it('moves touched rows as dense Adam does, and only them', () => {
    const table = Float32Array.of(1, 2, 3, 4, 5, 6)
    const optimiser = new SparseRowAdam(table, 2)
    const dense = Float32Array.of(3, 4)
    const reference = new AdamW()
    for (let step = 0; step < 3; step++) {
      // Twice in one batch: the sum counts.
      optimiser.accumulate(1, gradient, 1)
      optimiser.accumulate(1, gradient, 3)
      expect(optimiser.sumOfSquares()).toBeCloseTo(0.75 ** 2 + 1)
      optimiser.step(0.01, 0.5)
      const summed = Float32Array.of(0.75, 1)
      reference.step(
        [{ name: 'row', values: dense, gradient: summed, learningRate: 0.01, weightDecay: 0 }],
        0.5,
      )
    }
    expect([...table]).toEqual([1, 2, ...dense, 5, 6])
  })

  it('counts the steps of each row on its own and forgets applied gradients', () => {
    const table = new Float32Array(4)
    const optimiser = new SparseRowAdam(table, 2)
    optimiser.accumulate(0, gradient, 1)
    optimiser.step(0.01)
    expect(optimiser.sumOfSquares()).toBe(0)
    const moved = table.slice(0, 2)
    optimiser.accumulate(1, gradient, 1)
    optimiser.step(0.01)
    expect(table.slice(0, 2)).toEqual(moved)
    expect(table.slice(2)).toEqual(moved)
  })

  it('goes on from a restored state', () => {
    const [through, resumed] = [new Float32Array(2), new Float32Array(2)]
    const whole = new SparseRowAdam(through, 2)
    const first = new SparseRowAdam(resumed, 2)
    for (const optimiser of [whole, first]) {
      optimiser.accumulate(0, gradient, 1)
      optimiser.step(0.01)
    }
    const second = new SparseRowAdam(resumed, 2)
    second.restore(first.state())
    for (const optimiser of [whole, second]) {
      optimiser.accumulate(0, gradient, 3)
      optimiser.step(0.01)
    }
    expect(resumed).toEqual(through)
  })

  it('refuses a table that is not whole rows', () => {
    expect(() => new SparseRowAdam(new Float32Array(5), 2)).toThrow('5 values are not rows of 2')
  })
})
