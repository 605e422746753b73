import { expect, test } from 'vitest'
import { inLabelOrder } from './labels.ts'

test('types stand as the project lists them, others after them by name, none twice', () => {
  const order = ['PER', 'LOC', 'ORG', 'MISC']
  expect(inLabelOrder(['LOC', 'MISC', 'ORG', 'PER', 'PER'], order)).toEqual(order)
  expect(inLabelOrder(['WORK', 'ORG', 'EVENT', 'PER'], order)).toEqual(['PER', 'ORG', 'EVENT', 'WORK'])
  expect(inLabelOrder([], order)).toEqual([])
})
