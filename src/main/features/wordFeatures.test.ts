import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { characterGrams, TABLE_ROWS, WordFeatures } from './wordFeatures.ts'

describe('characterGrams', () => {
  it('takes the outer bigrams and every 3- and 4-gram of a short word', () => {
    expect(characterGrams('ada')).toEqual(['^a', 'a$', '^ad', '^ada', 'ada', 'ada$', 'da$'])
  })

  it('keeps both ends of a long word', () => {
    const grams = characterGrams('internationalisation')
    expect(grams).toHaveLength(20)
    expect(grams).toEqual(expect.arrayContaining(['^int', 'int', 'tion', 'ion$', 'on$']))
  })

  it('counts code points, so an emoji is one character', () => {
    expect(characterGrams('😀')).toEqual(['^😀', '😀$', '^😀$'])
  })
})

describe('WordFeatures', () => {
  const features = new WordFeatures(['the', 'ada'])

  // computed independently with zlib of another language
  it('gives the rows that trained packs rely on', () => {
    expect([...features.rowsOf('Ada')]).toEqual([3, 32840, 46409, 44582, 42605, 64341, 35014, 37903, 34359])
    expect([...features.rowsOf('Zorvane')]).toEqual([
      1, 32840, 64357, 60202, 47227, 44753, 54602, 56802, 39888, 36135, 60400, 46766, 56487, 54291, 44377,
      54209, 50537,
    ])
  })

  it('differs by shape alone between casings', () => {
    const [lower, upper] = [[...features.rowsOf('ada')], [...features.rowsOf('ADA')]]
    expect(lower.filter((row, index) => row !== upper[index])).toHaveLength(1)
  })

  it('stays inside the table for any word', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (word) => {
        const rows = features.rowsOf(word)
        expect(rows.length).toBeLessThanOrEqual(22)
        expect(rows.every((row) => row >= 0 && row < TABLE_ROWS)).toBe(true)
      }),
    )
  })
})
