import { expect, it } from 'vitest'
import { differences } from './differences.ts'

const span = (start: number, end: number, type: string) => ({ start, end, type })

it('lists what differs in order of reading and leaves out what both say', () => {
  const first = [span(6, 7, 'ORG'), span(0, 2, 'PER'), span(3, 4, 'LOC')]
  const second = [span(0, 2, 'PER'), span(3, 4, 'ORG'), span(5, 7, 'ORG')]
  expect(differences(first, second)).toEqual([
    { start: 3, end: 4, first: 'LOC', second: 'ORG' },
    { start: 5, end: 7, first: null, second: 'ORG' },
    { start: 6, end: 7, first: 'ORG', second: null },
  ])
  expect(differences(first, first)).toEqual([])
})

it('meets each span of the same words once', () => {
  const nested = [span(0, 1, 'PER'), span(0, 1, 'LOC')]
  expect(differences(nested, [span(0, 1, 'ORG')])).toEqual([
    { start: 0, end: 1, first: 'LOC', second: null },
    { start: 0, end: 1, first: 'PER', second: 'ORG' },
  ])
})
