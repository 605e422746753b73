import { expect, it } from 'vitest'
import { inCommonWords } from './annotatorReading.ts'

const span = (start: number, end: number, type: string) => ({ start, end, type })

it('leaves whole tokens as they are and puts spans in order of reading', () => {
  const first = { spans: [span(1, 2, 'LOC'), span(0, 1, 'PER')], cuts: [] }
  const second = { spans: [], cuts: [] }
  expect(inCommonWords(['Ada', 'Oslo'], first, second)).toEqual({
    words: ['Ada', 'Oslo'],
    first: [span(0, 1, 'PER'), span(1, 2, 'LOC')],
    second: [],
  })
})

it('cuts tokens wherever either reading does, and moves the spans of both along', () => {
  // one labels #Oslo whole and what follows, the other the part after the sign
  const first = { spans: [span(0, 1, 'MISC'), span(1, 2, 'PER')], cuts: [] }
  const second = { spans: [span(1, 2, 'LOC'), span(2, 3, 'PER')], cuts: [{ token: 0, at: 1 }] }
  expect(inCommonWords(['#Oslo', 'Ada'], first, second)).toEqual({
    words: ['#', 'Oslo', 'Ada'],
    first: [span(0, 2, 'MISC'), span(2, 3, 'PER')],
    second: [span(1, 2, 'LOC'), span(2, 3, 'PER')],
  })
})

it('keeps cuts of both where they differ', () => {
  const first = { spans: [span(0, 1, 'PER')], cuts: [{ token: 0, at: 3 }] }
  const second = { spans: [span(1, 2, 'LOC')], cuts: [{ token: 0, at: 7 }] }
  expect(inCommonWords(['AdaOsloBob'], first, second)).toEqual({
    words: ['Ada', 'Oslo', 'Bob'],
    first: [span(0, 1, 'PER')],
    second: [span(2, 3, 'LOC')],
  })
})
