import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeBatches } from './batches.ts'
import { SeededRandom } from '../autodiff/seededRandom.ts'

it('puts every item into exactly one batch that is long enough and not too large', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 96 })), fc.integer(), (lengths, seed) => {
      const items = lengths.map((length, index) => ({ length, index }))
      const batches = makeBatches(items, ({ length }) => length, 384, new SeededRandom(seed))
      expect(batches.flatMap((batch) => batch.items.map(({ index }) => index)).sort((a, b) => a - b)).toEqual(
        items.map(({ index }) => index),
      )
      for (const batch of batches) {
        expect(batch.items.length).toBeLessThanOrEqual(batch.size)
        expect(batch.length * batch.size).toBeLessThanOrEqual(384)
        for (const { length } of batch.items) expect(length).toBeLessThanOrEqual(batch.length)
      }
    }),
  )
})

it('refuses an item that is longer than the largest bucket', () => {
  expect(() => makeBatches([97], (length) => length, 384, null)).toThrow(/97 words do not fit/u)
})
