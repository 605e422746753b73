import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LARGEST_NIBBLE, packNibbles, unpackNibbles } from './nibbles.ts'

const value = fc.integer({ min: -LARGEST_NIBBLE, max: LARGEST_NIBBLE })

it('halves the bytes and gives every value back', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(value, value, value, value)), (rows) => {
      const matrix = { type: 'I8', shape: [rows.length, 4], data: Int8Array.from(rows.flat()) } as const
      const packed = packNibbles(matrix)
      expect(packed.shape).toEqual([rows.length, 2])
      expect(packed.data).toHaveLength(rows.length * 2)
      expect(unpackNibbles(packed)).toEqual(matrix)
    }),
  )
})

it('refuses rows that cannot be halved', () => {
  expect(() => packNibbles({ type: 'I8', shape: [1, 3], data: Int8Array.of(1, 2, 3) })).toThrow(RangeError)
})
