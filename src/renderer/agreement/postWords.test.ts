import { expect, it } from 'vitest'
import { postWords } from './postWords.ts'

it('says where the post stands, what it says, and who reads what', () => {
  const post = {
    words: ['Jordan', 'at', 'Petra'],
    first: [{ start: 0, end: 1, type: 'LOC' }],
    second: [{ start: 2, end: 3, type: 'LOC' }],
    position: 1,
  }
  expect(postWords(post, { first: 'Mia', second: 'Ben', differing: 6 })).toBe(
    'Post 2 of 6. Jordan at Petra. Jordan: Mia LOC, Ben none. Petra: Mia none, Ben LOC.',
  )
})
