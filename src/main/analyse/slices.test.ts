import { describe, expect, it } from 'vitest'
import type { Span } from '../../shared/domain/span.ts'
import { groupOf } from './caseItems.ts'
import type { CaseItem } from './caseItems.ts'
import type { ReadPost } from './comparedPosts.ts'
import { ReliabilityTally } from '../../shared/domain/reliability.ts'
import { Surfaces } from './surfaces.ts'

function post(words: string, spans: Span[], more: Partial<ReadPost> = {}): ReadPost {
  return {
    id: 1,
    position: 1,
    externalId: 'one',
    split: null,
    tokens: words.split(' '),
    caption: null,
    picture: null,
    state: { spans, status: 'unreviewed' },
    revision: 0,
    predicted: [],
    rawTags: null,
    ...more,
  }
}
const at = (start: number, end: number, type = 'LOC'): Span => ({ start, end, type })

describe('Surfaces', () => {
  it('has seen a mention only where another post holds it', () => {
    const surfaces = new Surfaces()
    const twice = [post('to Lisbon', [at(1, 2)]), post('from LISBON', [at(1, 2)])]
    const once = post('Lisbon and Porto', [at(2, 3)])
    for (const one of [...twice, once]) surfaces.add(one)
    expect(twice.map((one) => surfaces.seen(one, at(1, 2)))).toEqual([true, true])
    expect(surfaces.seen(once, at(2, 3))).toBe(false)
    // predicted, not gold, in this post
    expect(surfaces.seen(once, at(0, 1))).toBe(true)
  })

  it('asks the training split alone where there is one', () => {
    const surfaces = new Surfaces()
    const trained = post('to Lisbon', [at(1, 2)], { split: 'train' })
    const held = [
      post('from Lisbon', [at(1, 2)]),
      post('from Porto', [at(1, 2)]),
      post('to Porto', [at(1, 2)]),
    ]
    for (const one of [trained, ...held]) surfaces.add(one)
    expect(held.map((one) => surfaces.seen(one, at(1, 2)))).toEqual([true, false, false])
    expect(surfaces.seen(trained, at(1, 2))).toBe(false)
  })
})

describe('groupOf', () => {
  const item: CaseItem = {
    kind: 'wrong-boundary',
    cause: null,
    edge: 'too-short',
    gold: at(0, 4),
    predicted: { ...at(1, 2), score: 0.71, runnerUp: null },
  }
  const pictured = post('#Lisbon at night 🌉', [at(0, 4)], {
    caption: 'a bridge',
    picture: { state: 'broken', hash: null },
  })

  it.each([
    ['length', 'errors', '4+'],
    ['length', 'predicted', '1'],
    ['form', 'errors', 'hashtag'],
    ['emoji', 'errors', 'with'],
    ['picture', 'errors', 'without'],
    ['caption', 'errors', 'with'],
    ['split', 'errors', 'none'],
    ['score', 'errors', '0.7'],
  ] as const)('%s in the scope %s is %s', (by, scope, group) => {
    expect(groupOf(by, item, pictured, null, scope)).toBe(group)
  })

  it.each([
    ['test', 'test'],
    ['fold 3', 'other'],
    [null, 'none'],
  ])('files the split %s under %s', (split, group) => {
    expect(groupOf('split', item, { ...pictured, split }, null)).toBe(group)
  })

  it('has no score where nothing was predicted', () => {
    expect(groupOf('score', { ...item, predicted: null }, pictured, null)).toBe('none')
  })
})

describe('ReliabilityTally', () => {
  it('is the gap between promise and truth, weighted by spans', () => {
    const tally = new ReliabilityTally()
    for (const correct of [true, true, true, false]) tally.add(0.95, correct)
    for (const correct of [true, false]) tally.add(0.5, correct)
    const { bins, ece } = tally.report()
    expect(bins[9]).toMatchObject({ from: 0.9, to: 1, predicted: 4, correct: 3 })
    expect(bins[9]?.meanScore).toBeCloseTo(0.95)
    // 4/6 · |0.75 − 0.95| + 2/6 · |0.5 − 0.5|
    expect(ece).toBeCloseTo(0.8 / 6)
    expect(new ReliabilityTally().report().ece).toBeNull()
  })

  it('keeps 1 in the last bin', () => {
    const tally = new ReliabilityTally()
    tally.add(1, true)
    expect(tally.report().bins[9]?.predicted).toBe(1)
  })
})
