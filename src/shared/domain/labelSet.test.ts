import fc from 'fast-check'
import { expect, test } from 'vitest'
import { labelSet } from './labelSet.ts'
import { DEFAULT_LABELS } from './labels.ts'

test('the four types keep their words, colours and keys', () => {
  expect(labelSet(['PER', 'LOC', 'ORG', 'MISC'])).toEqual(DEFAULT_LABELS)
})

test('another type is its own title and takes a key that is free', () => {
  expect(labelSet(['PRODUCT', 'PER'])[0]).toEqual({
    name: 'PRODUCT',
    title: 'PRODUCT',
    colour: 'hue-1',
    key: 'r',
  })
})

test('no two labels share a key', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[A-Z]{1,6}$/), { minLength: 1, maxLength: 26 }),
      (names) => {
        const keys = labelSet(names).map(({ key }) => key)
        expect(new Set(keys).size).toBe(names.length)
      },
    ),
  )
})
