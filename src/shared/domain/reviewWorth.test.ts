import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectedSeconds, leastCertain, reviewWorth } from './reviewWorth.ts'

const scored = (score: number) => ({ start: 0, end: 1, type: 'PER', score, runnerUp: null })
const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 })

test('a post of ten sure tokens takes three seconds, and each expected error four more', () => {
  expect(expectedSeconds(10, [])).toBe(3)
  expect(expectedSeconds(10, [scored(0.5), scored(0.75)])).toBe(6)
})

test('a post without predicted spans is worth nothing, a sure one neither', () => {
  expect(leastCertain([])).toBeNull()
  expect(reviewWorth(10, [], 1)).toBe(0)
  expect(reviewWorth(10, [scored(1)], 1)).toBe(0)
  expect(reviewWorth(10, [scored(0.5), scored(1)], 1)).toBe(0.5 / 5)
})

test('longer posts and mentions seen before are worth less', () => {
  fc.assert(
    fc.property(
      scores,
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 50 }),
      (all, tokens, n) => {
        const spans = all.map(scored)
        const worth = reviewWorth(tokens, spans, n)
        expect(worth).toBeGreaterThanOrEqual(0)
        expect(reviewWorth(tokens + 1, spans, n)).toBeLessThanOrEqual(worth)
        expect(reviewWorth(tokens, spans, n + 1)).toBeLessThanOrEqual(worth)
      },
    ),
  )
})
