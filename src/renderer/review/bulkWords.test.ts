import { expect, test } from 'vitest'
import { counted, readingWords } from './bulkWords.ts'

test('counts are said as a person would', () => {
  expect([counted(1, 'post'), counted(1200, 'post')]).toEqual(['1 post', '1,200 posts'])
  expect(
    readingWords([
      { type: 'LOC', count: 9 },
      { type: null, count: 1 },
    ]),
  ).toBe('9 LOC, 1 unlabelled')
})
