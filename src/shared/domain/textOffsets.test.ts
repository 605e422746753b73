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

/** Tokens as posts have them: words, emoji sequences, names from right to left, and what cannot be seen by itself. */
const token = fc.oneof(
  fc.constantFrom(
    'Ada',
    '👩‍🚀',
    '👍🏽',
    '❤️',
    '🇧🇪',
    '\ufe0f',
    '\u{1f3fd}',
    '\u200d',
    'محمد',
    'שלום',
    'é',
    'e\u0301',
  ),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 4 }),
)

/** Length in UTF-8, by another way than the one that is tested. */
function bytesOf(text: string): number {
  return encodeURIComponent(text).replaceAll(/%../gu, '.').length
}

it('cuts the same token out of a text in code points, UTF-16 units and bytes', () => {
  fc.assert(
    fc.property(fc.array(token, { minLength: 1, maxLength: 8 }), (tokens) => {
      const text = tokens.join(' ')
      const points = Array.from(text)
      const [byPoint, byByte] = [new TextOffsets(text, 'codepoint'), new TextOffsets(text, 'byte')]
      let start = 0
      for (const one of tokens) {
        const end = start + one.length
        const place = (offsets: TextOffsets): readonly [number, number] => [
          offsets.fromUtf16(start) ?? -1,
          offsets.fromUtf16(end) ?? -1,
        ]
        expect(text.slice(start, end)).toBe(one)
        expect(points.slice(...place(byPoint)).join('')).toBe(one)
        expect(place(byByte)).toEqual([bytesOf(text.slice(0, start)), bytesOf(text.slice(0, end))])
        for (const offsets of [byPoint, byByte])
          expect(place(offsets).map((at) => offsets.toUtf16(at))).toEqual([start, end])
        start = end + 1
      }
    }),
  )
})
