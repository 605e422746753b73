import { describe, expect, it } from 'vitest'
import { scheduleFactor } from './schedule.ts'

describe('scheduleFactor', () => {
  it('rises, then falls to its final share at the last step', () => {
    const settings = { totalSteps: 12, warmUpSteps: 2, holdUntil: 0, finalShare: 0.1 }
    const factors = Array.from({ length: 12 }, (_, step) => scheduleFactor(step, settings))
    expect(factors.slice(0, 3)).toEqual([0.5, 1, 1])
    expect(factors[11]).toBeCloseTo(0.1)
    expect(factors[7]).toBeCloseTo(1 - (0.9 * 5) / 9)
    expect(scheduleFactor(40, settings)).toBeCloseTo(0.1)
  })

  it('holds its peak until told', () => {
    const settings = { totalSteps: 10, warmUpSteps: 0, holdUntil: 0.7, finalShare: 0 }
    const factors = Array.from({ length: 10 }, (_, step) => scheduleFactor(step, settings))
    expect(factors).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0.5, 0])
  })

  it('never falls where warm-up takes all steps', () => {
    const settings = { totalSteps: 2, warmUpSteps: 2, holdUntil: 0, finalShare: 0 }
    expect([0, 1].map((step) => scheduleFactor(step, settings))).toEqual([0.5, 1])
  })
})
