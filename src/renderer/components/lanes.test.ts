import { describe, expect, it } from 'vitest'
import { layLanes } from './lanes.ts'

const span = (start: number, end: number, type = 'PER'): { start: number; end: number; type: string } => ({
  start,
  end,
  type,
})
const picture = (tokenCount: number, spans: ReturnType<typeof span>[]): string[] =>
  layLanes(tokenCount, spans).map((lane) =>
    lane.map((part) => (part === null ? '.' : part.first ? 'B' : part.last ? 'E' : 'I')).join(''),
  )

describe('layLanes', () => {
  it('needs no lane without spans and one for flat spans', () => {
    expect(picture(4, [])).toEqual([])
    expect(picture(6, [span(3, 6), span(0, 2)])).toEqual(['BE.BIE'])
  })

  it('puts what overlaps into the next lane, longer spans first', () => {
    expect(picture(5, [span(1, 2, 'LOC'), span(0, 4, 'ORG')])).toEqual(['BIIE.', '.B...'])
    expect(picture(5, [span(0, 2), span(1, 3), span(2, 4)])).toEqual(['BEBE.', '.BE..'])
  })

  it('leaves out a span that is not inside the tokens', () => {
    expect(picture(2, [span(1, 3), span(0, 0)])).toEqual([])
  })
})
