import { describe, expect, it } from 'vitest'
import type { EncodedText, Hiding } from './encodedText.ts'
import type { TextArrays, WordEncoder } from './encodePost.ts'
import { encodeText, extrasWidth, fillText, sliceText, textArrays } from './encodePost.ts'
import { FloatRows, LiveSums, RememberedSums } from './rowTable.ts'
import { MASK_ROW, TABLE_ROWS, TABLE_WIDTH, WordFeatures } from './wordFeatures.ts'
import { WordVectors } from './wordVectors.ts'

const vectors = new WordVectors(['ada', 'Rome'], new FloatRows(Float32Array.of(1, 2, 3, 4), 2))
const encoder: WordEncoder = { features: new WordFeatures(['ada']), vectors }
/** Row r of the table is r, r, …, so sums show which rows were added. */
const rows = new FloatRows(
  Float32Array.from({ length: TABLE_ROWS * TABLE_WIDTH }, (_, index) => Math.floor(index / TABLE_WIDTH)),
  TABLE_WIDTH,
)
const table = new LiveSums(rows)
const width = extrasWidth(vectors.table.width)

function filled(texts: (EncodedText | null)[], length: number, hiding: Hiding | null = null): TextArrays {
  const arrays = textArrays(texts.length, length, vectors)
  fillText(arrays, texts, table, vectors, hiding)
  return arrays
}

describe('encodeText', () => {
  it('keeps one word a token, whatever the token holds', () => {
    const text = encodeText(['', 'a b', '\u00a0', 'https://t.co/x'], encoder)
    expect(text.length).toBe(4)
    expect(text.features).toHaveLength(4)
  })

  it('counts capitals over the post', () => {
    const { numbers } = encodeText(['Ada', 'SAW', 'rome', '!'], encoder)
    expect([...numbers]).toEqual([0.5, 0.25, 0, expect.closeTo(0.1, 6)])
  })

  it('finds a vector in another casing', () => {
    expect([...encodeText(['ADA', 'rome', 'Ada', 'x'], encoder).vectorRows]).toEqual([0, 1, 0, -1])
  })
})

describe('fillText', () => {
  const text = encodeText(['Ada', 'saw', 'Rome'], encoder)

  it('sums the rows, sets the vector, the numbers and the edge bits, pads with zeros', () => {
    const { rows, extras, mask, used } = filled([text, null], 4)
    expect([...mask]).toEqual([1, 1, 1, 0, 0, 0, 0, 0])
    const sum = [...(text.features[0] ?? [])].reduce((total, row) => total + row, 0)
    expect(rows[0]).toBe(sum)
    expect(rows[3 * TABLE_WIDTH]).toBe(0)
    expect(used[0]).toEqual(text.features[0])
    expect([...extras.subarray(0, 2)]).toEqual([1, 2])
    expect([...extras.subarray(width - 2, width)]).toEqual([1, 0])
    expect([...extras.subarray(3 * width - 2, 3 * width)]).toEqual([0, 1])
    expect(extras.subarray(4 * width).every((value) => value === 0)).toBe(true)
  })

  it('hides a word behind MASK, and a vector alone', () => {
    const hidden = filled([text], 3, { word: () => true, vector: () => false })
    expect([...(hidden.used[0] ?? [])]).toEqual([MASK_ROW])
    expect([...hidden.extras.subarray(0, 2)]).toEqual([0, 0])
    const bare = filled([text], 3, { word: () => false, vector: () => true })
    expect(bare.used[0]).toEqual(text.features[0])
    expect([...bare.extras.subarray(0, 2)]).toEqual([0, 0])
  })

  it('marks the edges of the post, not of a window of it', () => {
    const { extras } = filled([sliceText(text, 1, 3)], 2)
    expect([...extras.subarray(width - 2, width)]).toEqual([0, 0])
    expect([...extras.subarray(2 * width - 2, 2 * width)]).toEqual([0, 1])
  })

  it('leaves nothing behind when the arrays are filled again', () => {
    const arrays = filled([text], 4)
    fillText(arrays, [sliceText(text, 0, 1)], table, vectors, null)
    expect(arrays).toEqual(filled([sliceText(text, 0, 1)], 4))
  })

  it('gives the same sums from memory, also when asked again', () => {
    const remembered = new RememberedSums(rows)
    for (let round = 0; round < 2; round++) {
      const arrays = textArrays(1, 3, vectors)
      fillText(arrays, [text], remembered, vectors, null)
      expect(arrays).toEqual(filled([text], 3))
    }
  })

  it('refuses a text that does not fit', () => {
    expect(() => filled([text], 2)).toThrow(/does not fit/u)
  })
})
