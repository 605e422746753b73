import { describe, expect, it } from 'vitest'
import { SeededRandom } from './seededRandom.ts'

const draw = (random: SeededRandom, count: number): number[] =>
  Array.from({ length: count }, () => random.uniform())

describe('SeededRandom', () => {
  it('repeats itself for the same keys and differs for others', () => {
    expect(draw(new SeededRandom(1, 2), 50)).toEqual(draw(new SeededRandom(1, 2), 50))
    for (const keys of [[1, 3], [2, 2], [1], [2, 1], [1, 2, 0]])
      expect(draw(new SeededRandom(...keys), 50)).not.toEqual(draw(new SeededRandom(1, 2), 50))
  })

  it('is uniform and normal where it says so', () => {
    const random = new SeededRandom(5)
    const counts = new Array<number>(10).fill(0)
    for (let index = 0; index < 20_000; index++) {
      const bin = random.integer(10)
      counts[bin] = (counts[bin] ?? 0) + 1
    }
    // 2000 a bin, standard deviation 42.
    expect(Math.max(...counts.map((count) => Math.abs(count - 2000)))).toBeLessThan(210)

    const normals = Array.from({ length: 20_000 }, () => random.normal())
    const mean = normals.reduce((sum, value) => sum + value, 0) / normals.length
    const variance = normals.reduce((sum, value) => sum + value * value, 0) / normals.length
    expect(Math.abs(mean)).toBeLessThan(0.04)
    expect(Math.abs(variance - 1)).toBeLessThan(0.06)
  })

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 40 }, (_, index) => index)
    const shuffled = [...items]
    new SeededRandom(9).shuffle(shuffled)
    expect(shuffled).not.toEqual(items)
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(items)
  })
})
