import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TextOffsets } from './textOffsets.ts'
import type { OffsetUnit } from './textOffsets.ts'

describe('TextOffsets', () => {
  it('counts an emoji as one code point and two units', () => {
    const offsets = new TextOffsets('😀 Kevin')
    expect([0, 1, 2, 7].map((at) => offsets.toUtf16(at))).toEqual([0, 2, 3, 8])
    expect([0, 1, 2, 3, 8].map((at) => offsets.fromUtf16(at))).toEqual([0, null, 1, 2, 7])
  })

  it('knows where the text ends', () => {
    for (const text of ['', 'abc', 'a😀']) {
      const offsets = new TextOffsets(text)
      expect(offsets.toUtf16(Array.from(text).length + 1)).toBeNull()
      expect(offsets.fromUtf16(text.length + 1)).toBeNull()
      expect([-1, 0.5].map((at) => offsets.toUtf16(at) ?? offsets.fromUtf16(at))).toEqual([null, null])
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
          expect(offsets.fromUtf16(utf16)).toBe(at)
        }
      }),
    )
  })
})

it('counts the worked example of the formats in all four units', () => {
  const text = '😀 Kevin Durant at Oracle Arena'
  const mention = (unit: OffsetUnit, start: number, end: number): string => {
    const offsets = new TextOffsets(text, unit)
    expect(offsets.fromUtf16(offsets.toUtf16(start) ?? -1)).toBe(start)
    return text.slice(offsets.toUtf16(start) ?? 0, offsets.toUtf16(end) ?? 0)
  }
  expect([
    mention('codepoint', 2, 14),
    mention('utf16', 3, 15),
    mention('byte', 5, 17),
    mention('grapheme', 2, 14),
  ]).toEqual(Array.from({ length: 4 }, () => 'Kevin Durant'))
  expect(new TextOffsets(text, 'byte').toUtf16(2)).toBe(null)
  expect(new TextOffsets('👩‍🚀 Ada', 'grapheme').toUtf16(2)).toBe(6)
})
