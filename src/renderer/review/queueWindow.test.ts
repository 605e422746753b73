import fc from 'fast-check'
import { expect, it } from 'vitest'
import { windowStart } from './queueWindow.ts'

it('shows every row of a list of any length, away from the ends of the part where there is more', () => {
  const lists = fc
    .tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 4, max: 400 }))
    .chain(([total, most]) => fc.tuple(fc.nat(total - 1), fc.constant(total), fc.constant(most)))
  fc.assert(
    fc.property(lists, ([row, total, most]) => {
      const start = windowStart(row, total, most)
      const end = Math.min(total, start + most)
      expect(start).toBeGreaterThanOrEqual(0)
      expect(row).toBeGreaterThanOrEqual(start)
      expect(row).toBeLessThan(end)
      if (start > 0) expect(row - start).toBeGreaterThanOrEqual(Math.min(most / 4, row))
      if (end < total) expect(end - row).toBeGreaterThan(most / 4 - 1)
    }),
  )
})

it('begins a list that is short enough at its first row', () => {
  expect(windowStart(900, 1000, 1000)).toBe(0)
})
