import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TextOffsets } from './textOffsets.ts'

describe('TextOffsets', () => {
  it('counts an emoji as one code point and two units', () => {
    const offsets = new TextOffsets('😀 Kevin')
    expect([0, 1, 2, 7].map((at) => offsets.toUtf16(at))).toEqual([0, 2, 3, 8])
    expect([0, 1, 2, 3, 8].map((at) => offsets.toCodePoint(at))).toEqual([0, null, 1, 2, 7])
  })

  it('knows where the text ends', () => {
    for (const text of ['', 'abc', 'a😀']) {
      const offsets = new TextOffsets(text)
      expect(offsets.toUtf16(Array.from(text).length + 1)).toBeNull()
      expect(offsets.toCodePoint(text.length + 1)).toBeNull()
      expect([-1, 0.5].map((at) => offsets.toUtf16(at) ?? offsets.toCodePoint(at))).toEqual([null, null])
    }
  })

  it('agrees with the slices both counts make', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const offsets = new TextOffsets(text)
        const points = Array.from(text)
        for (let at = 0; at <= points.length; at++) {
          const utf16 = offsets.toUtf16(at) as number
          expect(text.slice(0, utf16)).toBe(points.slice(0, at).join(''))
          expect(offsets.toCodePoint(utf16)).toBe(at)
        }
      }),
    )
  })
})
