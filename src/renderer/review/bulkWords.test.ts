import { expect, test } from 'vitest'
import { readingWords } from './bulkWords.ts'

test('readings are counted as a person would', () => {
  expect(
    readingWords([
      { type: 'LOC', count: 1200 },
      { type: null, count: 1 },
    ]),
  ).toBe('1,200 LOC, 1 unlabelled')
})
