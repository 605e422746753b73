import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import { readVectorTable, withOtherVectors } from './otherVectors.ts'

const COMMON = 400
const random = new SeededRandom(1, 0)
const vector = (): number[] => Array.from({ length: 4 }, () => random.normal())
/** The own space is the other one turned and stretched. */
const turned = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): number[] => {
  const norm = Math.hypot(a, b, c, d)
  return [3 * b, -2 * a, d + c, d - c].map((value) => value / norm)
}
const common = Array.from({ length: COMMON }, (_, index) => ({ word: `w${index}`, vector: vector() }))
const rare = { word: 'zorvane', vector: vector() }
const rarer = { word: 'quibbly', vector: vector() }

let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vectors-'))
  file = path.join(folder, 'table.json')
  const words = [...common, { word: '1,000', vector: vector() }, rare, rarer]
  await writeFile(
    file,
    JSON.stringify({
      dimensions: 4,
      words: words.map(({ word }) => word),
      vectors: Object.fromEntries(words.map(({ word, vector }, index) => [word, [...vector, 1, index]])),
    }),
  )
})
afterAll(() => rm(folder, { recursive: true }))

describe('vectors from elsewhere', () => {
  it('give a word that the text did not have the vector it would have had', async () => {
    const own = {
      frequentWords: ['w0'],
      // cased, as own vectors are
      vectorWords: common.map(({ word }) => word.toUpperCase()),
      vectors: {
        shape: [COMMON, 4],
        values: Float32Array.from(common.flatMap(({ vector }) => turned(vector))),
      },
    }
    const wider = withOtherVectors(own, await readVectorTable(file), { words: 1, trusted: COMMON })
    // a word both know stays as it was, a number without letters does not join, of the rest the most frequent one does
    expect(wider.vectorWords).toEqual([...own.vectorWords, 'zorvane'])
    expect(wider.vectors.shape).toEqual([COMMON + 1, 4])
    expect(wider.vectors.values.subarray(0, COMMON * 4)).toEqual(own.vectors.values)
    const found = wider.vectors.values.subarray(COMMON * 4)
    for (const [index, value] of turned(rare.vector).entries()) expect(found[index]).toBeCloseTo(value, 1)
  })

  it('steady the vectors of rare words and leave those of frequent ones', async () => {
    const values = Float32Array.from(common.flatMap(({ vector }) => turned(vector)))
    const last = values.subarray(-4)
    last.fill(0)
    const own = {
      frequentWords: [],
      vectorWords: common.map(({ word }) => word),
      vectors: { shape: [COMMON, 4], values },
    }
    const steadied = withOtherVectors(own, await readVectorTable(file), { words: 0, trusted: COMMON - 1 })
    expect(steadied.vectorWords).toEqual(own.vectorWords)
    expect(steadied.vectors.values.subarray(0, -4)).toEqual(values.subarray(0, -4))
    const found = steadied.vectors.values.subarray(-4)
    for (const [index, value] of turned(common.at(-1)?.vector ?? []).entries())
      expect(found[index]).toBeCloseTo(value / 2, 1)
  })

  it.each([
    ['{', 'JSON'],
    ['null', 'no "words", "dimensions" and "vectors"'],
    ['{"words": ["a"], "dimensions": 2}', 'no "words", "dimensions" and "vectors"'],
    ['{"words": ["a"], "dimensions": 2, "vectors": null}', 'no "words", "dimensions" and "vectors"'],
    ['{"words": ["a"], "dimensions": 2, "vectors": {"a": [1]}}', '"a" has no vector'],
    ['{"words": ["a"], "dimensions": 2, "vectors": {"a": [1, "x"]}}', 'something else than numbers'],
  ])('refuses %s by name', async (text, said) => {
    const wrong = path.join(folder, 'wrong.json')
    await writeFile(wrong, text)
    await expect(readVectorTable(wrong)).rejects.toThrow(said)
    await expect(readVectorTable(wrong)).rejects.toThrow(wrong)
  })
})
