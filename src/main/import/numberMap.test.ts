import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NumberMap } from './numberMap.ts'

it('does what Map does, through growth and collisions', () => {
  // Keys that differ above the 32nd bit alone all want the same slot.
  const key = fc.oneof(
    fc.nat(50),
    fc.nat(2000).map((n) => n * 2 ** 32 + 7),
    fc.nat(2 ** 31 - 1),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.nat()), { maxLength: 3000, size: 'max' }), (entries) => {
      const ours = new NumberMap()
      const theirs = new Map<number, number>()
      for (const [each, value] of entries) {
        if (ours.get(each) !== theirs.get(each)) return false
        ours.set(each, value)
        theirs.set(each, value)
      }
      return [...theirs].every(([each, value]) => ours.get(each) === value) && ours.get(2 ** 50) === undefined
    }),
    { numRuns: 20 },
  )
})

it('keeps the greatest key apart from its neighbour', () => {
  const map = new NumberMap()
  map.set(2 ** 53 - 2, 1)
  map.set(0, 2)
  expect([map.get(2 ** 53 - 2), map.get(2 ** 53 - 3), map.get(0)]).toEqual([1, undefined, 2])
})
