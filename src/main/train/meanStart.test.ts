import { expect, it } from 'vitest'
import { meanStart } from './meanStart.ts'
import type { StartingPoint } from './startingPoint.ts'
import { tinyStart } from './testing/tinyTraining.ts'

/** The tiny network with every weight moved by so much. */
function moved(by: number, changes: Partial<StartingPoint> = {}): StartingPoint {
  const start = tinyStart()
  const values = new Map(
    [...start.weights.values].map(([name, array]) => [name, array.map((value) => value + by)]),
  )
  const table = start.weights.table.map((value) => value + by)
  return { ...start, weights: { values, table }, origin: `moved by ${by}`, ...changes }
}

it('is the mean of every weight and every row, and comes from all of them', () => {
  const [one, two, six] = [1, 2, 6].map((by) => ({ folder: `pack-${by}`, start: moved(by) }))
  if (one === undefined || two === undefined || six === undefined) throw new Error('three are needed')
  const mean = meanStart([one, two, six])
  const expected = moved(3)
  for (const [name, values] of mean.weights.values)
    for (const [index, value] of values.entries())
      expect(value).toBeCloseTo(expected.weights.values.get(name)?.[index] ?? NaN, 5)
  for (const [index, value] of mean.weights.table.entries())
    expect(value).toBeCloseTo(expected.weights.table[index] ?? NaN, 5)
  expect(mean.origin).toMatch(/^[0-9a-f]{64}$/u)
  expect(meanStart([one, six, two]).origin).not.toBe(mean.origin)
})

it('of one pack is that pack', () => {
  const start = moved(1)
  expect(meanStart([{ folder: 'alone', start }])).toBe(start)
})

it('refuses a pack of another network or of other words by name', () => {
  const first = { folder: 'first', start: moved(0) }
  const { config, vocabulary } = first.start
  const network = { folder: 'deep', start: moved(1, { config: { ...config, gcnLayers: 3 } }) }
  expect(() => meanStart([first, network])).toThrow(/^deep has another network than first/u)
  const words = { folder: 'foreign', start: moved(1, { vocabulary: { ...vocabulary, pieces: ['a'] } }) }
  expect(() => meanStart([first, words])).toThrow(/^foreign has other words than first/u)
})
