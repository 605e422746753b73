import { expect, it } from 'vitest'
import { filterWords } from './filterWords.ts'

it('names what is filtered by, scores as everywhere else', () => {
  expect(filterWords({ status: 'unreviewed', scoreAtMost: 0.5, text: 'oslo', ids: [1] })).toEqual([
    'not reviewed',
    'score at most .50',
  ])
})
