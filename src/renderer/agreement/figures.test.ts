import { expect, it } from 'vitest'
import type { Agreement } from './agreements.ts'
import { coverageNotes, coverageOf, figuresOf } from './figures.ts'
import { agreementRows } from './saveAgreement.ts'

const AGREEMENT: Agreement = {
  id: 1,
  first: 'Mia',
  second: 'Ben',
  source: 'ben.jsonl',
  at: '2026-01-02T03:04:05.000Z',
  differing: 3,
  left: 1,
  report: {
    posts: { first: 'reviewed', second: 'labelled' },
    coverage: {
      first: 9,
      second: 8,
      matched: 7,
      byWords: 2,
      otherWords: 1,
      onlyFirst: 1,
      onlySecond: 0,
      bothRead: 4,
      onlyFirstRead: 1,
      onlySecondRead: 2,
      neitherRead: 0,
    },
    alike: 1,
    differing: 3,
    spans: { first: 7, second: 8, same: 4, f1: 8 / 15 },
    interval95: [0.25, 0.75],
    types: [{ type: 'PER', first: 2, second: 2, same: 2, f1: 1 }],
    tokens: 22,
    sameTokens: 16,
    kappa: 0.58095,
    alpha: null,
    gamma: 0.6442,
    unknownTypes: ['TIME'],
  },
}

it('prints F1 as a percentage with its interval, kappa as a number, and none for what is not defined', () => {
  expect(figuresOf(AGREEMENT).map(({ name, value, interval }) => [name, value, interval])).toEqual([
    ['Span F1', '53.33', ['25.00', '75.00']],
    ['Cohen’s kappa', '0.581', null],
    ['Krippendorff’s alpha', null, null],
    ['Gamma', '0.644', null],
    ['Words read alike', '72.73', null],
  ])
})

it('says where every post went, and what has to be known to read the counts', () => {
  const counts = coverageOf(AGREEMENT)
  const ofFirst = counts.slice(0, 6).reduce((sum, [, posts]) => sum + posts, 0)
  expect(ofFirst).toBe(AGREEMENT.report.coverage.first)
  expect(counts).toContainEqual(['Labelled by Ben alone', 2])
  expect(coverageNotes(AGREEMENT)).toEqual([
    'What Ben exported does not say what was reviewed: all labelled posts of it count.',
    '2 matched by their words alone: their ids differ.',
    'This project has no type TIME: such spans cannot be taken over.',
  ])
})

it('saves what the page shows', () => {
  const rows = agreementRows(AGREEMENT).map((row) => row.join(','))
  expect(rows).toContain('Mia,Ben,ben.jsonl,2026-01-02T03:04:05.000Z')
  expect(rows.some((row) => row.startsWith('Span F1,53.33,25.00,75.00,'))).toBe(true)
  expect(rows).toContain('all,7,8,4,53.33')
  expect(rows).toContain('Left to settle,1')
})
