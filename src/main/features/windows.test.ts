import fc from 'fast-check'
import { expect, it } from 'vitest'
import { textWindows } from './windows.ts'

it('scores every word once, in order, inside a window that holds it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 2, max: 128 }), (length, size) => {
      const windows = textWindows(length, size)
      expect(windows[0]?.from).toBe(0)
      expect(windows.at(-1)?.to).toBe(length)
      for (const [index, window] of windows.entries()) {
        expect(window.end - window.start).toBeLessThanOrEqual(size)
        expect(window.start).toBeLessThanOrEqual(window.from)
        expect(window.to).toBeLessThanOrEqual(window.end)
        const next = windows[index + 1]
        if (next !== undefined) expect(next.from).toBe(window.to)
      }
    }),
  )
})

it('shows a quarter of a window around each word of a long text', () => {
  for (const { start, end, from, to } of textWindows(1000, 64).slice(1, -2)) {
    expect(from - start).toBeGreaterThanOrEqual(16)
    expect(end - to).toBeGreaterThanOrEqual(16)
  }
})
