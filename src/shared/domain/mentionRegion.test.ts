import { expect, it } from 'vitest'
import { spansOfRegions } from './mentionRegion.ts'

it('links a region to every span with its words, in other letter case only where none has its own', () => {
  const tokens = ['Ada', 'Berg', 'met', 'ada', 'berg', 'and', 'Ada', 'Berg']
  const spans = [
    { start: 0, end: 2, type: 'PER' },
    { start: 3, end: 5, type: 'PER' },
    { start: 6, end: 8, type: 'PER' },
  ]
  const region = (mention: string) => ({ mention, box: [0, 0, 1, 1] as const })
  expect(
    spansOfRegions([region('Ada  Berg'), region('ADA BERG'), region('Bo'), region('Ada')], spans, tokens),
  ).toEqual([[0, 2], [0, 1, 2], [], []])
})
