import { expect, it } from 'vitest'
import { seededRandom } from '../../shared/domain/seededRandom.ts'
import { AgreementTally } from './agreementTally.ts'
import { resultOf } from './testing/resultOf.ts'

const span = (start: number, end: number, type: string) => ({ start, end, type })
const words = (count: number): string[] => Array.from({ length: count }, () => 'word')

it('measures two posts as worked out by hand', () => {
  const tally = new AgreementTally()
  // first: PER PER O O LOC, second: PER PER O LOC LOC; one span of two is the same
  expect(
    tally.add({
      words: words(5),
      first: [span(0, 2, 'PER'), span(4, 5, 'LOC')],
      second: [span(0, 2, 'PER'), span(3, 5, 'LOC')],
    }),
  ).toBe(true)
  // first: O O ORG O O, second: O O MISC O O
  expect(tally.add({ words: words(5), first: [span(2, 3, 'ORG')], second: [span(2, 3, 'MISC')] })).toBe(true)
  expect(tally.add({ words: words(2), first: [span(0, 1, 'PER')], second: [span(0, 1, 'PER')] })).toBe(false)
  const report = resultOf(tally.report())
  expect(report).toMatchObject({
    alike: 1,
    differing: 2,
    // 2 · 2 / (4 + 4)
    spans: { first: 4, second: 4, same: 2, f1: 0.5 },
    types: [
      { type: 'LOC', first: 1, second: 1, same: 0, f1: 0 },
      { type: 'MISC', first: 0, second: 1, same: 0, f1: 0 },
      { type: 'ORG', first: 1, second: 0, same: 0, f1: 0 },
      { type: 'PER', first: 2, second: 2, same: 2, f1: 1 },
    ],
    tokens: 12,
    sameTokens: 10,
  })
  // first: O 7, PER 3, LOC 1, ORG 1; second: O 6, PER 3, LOC 2, MISC 1: p_e = (42 + 9 + 2) / 144
  const expected = 53 / 144
  expect(report.kappa).toBeCloseTo((10 / 12 - expected) / (1 - expected), 12)
  // of both: O 13, PER 6, LOC 3, ORG 1, MISC 1 of 24: D_o = 4 / 24, D_e = (576 - 169 - 36 - 9 - 1 - 1) / (24 · 23)
  expect(report.alpha).toBeCloseTo(1 - 4 / 24 / (360 / 552), 12)
})

it('tells that nothing can be told of nothing', () => {
  expect(resultOf(new AgreementTally().report())).toMatchObject({
    spans: { f1: 0 },
    interval95: null,
    kappa: null,
    alpha: null,
    gamma: null,
  })
})

it('gives an interval around F1 that is the same every time, and narrower with more posts', () => {
  const width = (posts: number): number => {
    const random = seededRandom(7)
    const tally = new AgreementTally()
    for (let post = 0; post < posts; post++)
      tally.add({
        words: words(2),
        first: [span(0, 1, 'PER')],
        second: random() < 0.8 ? [span(0, 1, 'PER')] : [],
      })
    const { interval95, spans } = resultOf(tally.report())
    const [low, high] = interval95 ?? [1, 0]
    expect(low).toBeLessThan(spans.f1)
    expect(high).toBeGreaterThan(spans.f1)
    return high - low
  }
  expect(width(400)).toBe(width(400))
  expect(width(400)).toBeLessThan(width(40))
})
