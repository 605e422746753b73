import { describe, expect, it } from 'vitest'
import { FIT, zoomAt } from './zoom.ts'

describe('zoomAt', () => {
  it('keeps what is under the pointer where it is', () => {
    const pointer = { x: 40, y: -10 }
    const view = zoomAt({ scale: 2, x: 10, y: 6 }, 3, pointer)
    const seenBefore = { x: (pointer.x - 10) / 2, y: (pointer.y - 6) / 2 }
    expect((pointer.x - view.x) / view.scale).toBeCloseTo(seenBefore.x)
    expect((pointer.y - view.y) / view.scale).toBeCloseTo(seenBefore.y)
  })

  it('falls back to the whole picture and stops at twelve times', () => {
    expect(zoomAt({ scale: 1.2, x: 5, y: 5 }, 0.9, { x: 0, y: 0 })).toEqual(FIT)
    expect(zoomAt({ scale: 10, x: 0, y: 0 }, 30, { x: 0, y: 0 }).scale).toBe(12)
  })
})
