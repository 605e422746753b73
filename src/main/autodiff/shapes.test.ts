import { describe, expect, it } from 'vitest'
import { broadcastShape, positiveAxis, sizeAt, sizeOf, withSize } from './shapes.ts'

describe('shapes', () => {
  it('broadcasts as ONNX does and names the shapes that do not', () => {
    expect(broadcastShape([2, 1, 3], [4, 1])).toEqual([2, 4, 3])
    expect(broadcastShape([], [5])).toEqual([5])
    expect(() => broadcastShape([2, 3], [2])).toThrow('[2,3] and [2]')
  })

  it('counts axes from either end', () => {
    expect(sizeAt([4, 5], -1)).toBe(5)
    expect(positiveAxis([4, 5], -2)).toBe(0)
    expect(withSize([4, 5], -1, 9)).toEqual([4, 9])
    expect(() => sizeAt([4, 5], 2)).toThrow('no axis 2')
    expect(() => sizeAt([4, 5], -3)).toThrow('no axis -3')
  })

  it('holds one value as a scalar', () => {
    expect(sizeOf([])).toBe(1)
    expect(sizeOf([3, 4])).toBe(12)
  })
})
