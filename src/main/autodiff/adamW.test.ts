import { describe, expect, it } from 'vitest'
import { AdamW, clipScale, sumOfSquares } from './adamW.ts'

const settings = { beta1: 0.9, beta2: 0.99, epsilon: 1e-8 }

function update(values: Float32Array, gradient: readonly number[]) {
  return { name: 'w', values, gradient: Float32Array.from(gradient), learningRate: 0.1, weightDecay: 0.05 }
}

describe('AdamW', () => {
  it('takes the steps worked out by hand in double precision', () => {
    const values = Float32Array.of(1, -2)
    const optimiser = new AdamW(settings)
    optimiser.step([update(values, [0.5, -0.25])])
    // Step 1: m̂ = g and v̂ = g², so the move is lr · sign(g), after the decay 1 − 0.1 · 0.05.
    expect(values[0]).toBeCloseTo(1 * 0.995 - 0.1, 6)
    expect(values[1]).toBeCloseTo(-2 * 0.995 + 0.1, 6)

    optimiser.step([update(values, [-0.1, 0.2])])
    const expected = [
      { value: 0.895, first: 0.5, second: -0.1 },
      { value: -1.89, first: -0.25, second: 0.2 },
    ].map(({ value, first, second }) => {
      const mean = (0.9 * 0.1 * first + 0.1 * second) / (1 - 0.81)
      const square = (0.99 * 0.01 * first ** 2 + 0.01 * second ** 2) / (1 - 0.9801)
      return value * 0.995 - (0.1 * mean) / (Math.sqrt(square) + 1e-8)
    })
    expect(values[0]).toBeCloseTo(expected[0] as number, 6)
    expect(values[1]).toBeCloseTo(expected[1] as number, 6)
  })

  it('scales gradients before it uses them', () => {
    const [scaled, small] = [Float32Array.of(1), Float32Array.of(1)]
    const [first, second] = [new AdamW({ ...settings, epsilon: 1 }), new AdamW({ ...settings, epsilon: 1 })]
    first.step([update(scaled, [4])], 0.25)
    second.step([update(small, [1])])
    expect(scaled).toEqual(small)
  })

  it('goes on from restored moments as if it had never stopped', () => {
    const [through, resumed] = [Float32Array.of(1), Float32Array.of(1)]
    const whole = new AdamW(settings)
    whole.step([update(through, [0.3])])
    const first = new AdamW(settings)
    first.step([update(resumed, [0.3])])
    const second = new AdamW(settings)
    second.restore(first.moments())
    first.step([update(Float32Array.of(1), [9])])
    whole.step([update(through, [-0.7])])
    second.step([update(resumed, [-0.7])])
    expect(resumed).toEqual(through)
  })

  it('refuses a gradient of another size', () => {
    expect(() => new AdamW().step([update(new Float32Array(2), [1])])).toThrow('w: 2 values, 1 gradients')
  })
})

describe('clipping', () => {
  it('brings the global norm down to the limit and leaves smaller ones alone', () => {
    const norm = Math.sqrt(sumOfSquares([Float32Array.of(3), Float32Array.of(0, 4)]))
    expect(norm).toBe(5)
    expect(clipScale(norm, 1) * norm).toBeCloseTo(1, 5)
    expect(clipScale(norm, 5)).toBe(1)
  })
})
