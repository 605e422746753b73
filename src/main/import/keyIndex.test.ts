import fc from 'fast-check'
import { expect, it } from 'vitest'
import { KeyIndex } from './keyIndex.ts'

it('does what Map does, through growth and collisions', () => {
  // Keys that differ above the 32nd bit alone all want the same slot.
  const key = fc.oneof(
    fc.nat(50),
    fc.nat(2000).map((n) => n * 2 ** 32 + 7),
    fc.nat(2 ** 31 - 1),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.nat(2 ** 32 - 1)), { maxLength: 3000, size: 'max' }), (entries) => {
      const ours = new KeyIndex()
      const theirs = new Map<number, number>()
      for (const [each, value] of entries) {
        if (ours.get(each) !== theirs.get(each)) return false
        if (theirs.has(each)) continue
        ours.add(each, value)
        theirs.set(each, value)
      }
      return [...theirs].every(([each, value]) => ours.get(each) === value) && ours.get(2 ** 50) === undefined
    }),
    { numRuns: 20 },
  )
})

it('keeps the greatest key apart from its neighbour', () => {
  const map = new KeyIndex()
  map.add(2 ** 53 - 1, 1)
  map.add(0, 2)
  expect([map.get(2 ** 53 - 1), map.get(2 ** 53 - 2), map.get(0)]).toEqual([1, undefined, 2])
})
