import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lengthBatches } from './lengthBatches.ts'

test('every post is in exactly one batch, no batch is too large, lengths never fall', () => {
  const posts = fc.array(fc.array(fc.constant('w'), { maxLength: 9 }).map((tokens) => ({ tokens })))
  fc.assert(
    fc.property(posts, fc.integer({ min: 1, max: 8 }), (all, size) => {
      const batches = lengthBatches(all, size)
      expect(batches.every((batch) => batch.length >= 1 && batch.length <= size)).toBe(true)
      const flat = batches.flat()
      expect(new Set(flat)).toEqual(new Set(all))
      expect(flat).toHaveLength(all.length)
      const lengths = flat.map(({ tokens }) => tokens.length)
      expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
    }),
  )
})
