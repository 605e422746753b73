import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EntityTally } from './entityScores.ts'
import { compareReadings } from './errorCase.ts'
import type { ErrorCase } from './errorCase.ts'
import type { Span } from './span.ts'
import { sameSpan } from './span.ts'

const span = (start: number, end: number, type = 'PER'): Span => ({ start, end, type })

const casesOf = (gold: readonly Span[], predicted: readonly Span[]): readonly ErrorCase[] =>
  compareReadings(gold, predicted).cases

describe('the cases of compareReadings', () => {
  it('says nothing where model and gold agree', () => {
    expect(casesOf([span(0, 2), span(4, 5, 'LOC')], [span(4, 5, 'LOC'), span(0, 2)])).toEqual([])
  })

  it('names the four kinds', () => {
    const gold = [span(0, 1), span(2, 4), span(6, 8, 'ORG')]
    const predicted = [span(2, 4, 'LOC'), span(7, 8, 'ORG'), span(10, 11, 'MISC')]
    expect(casesOf(gold, predicted)).toEqual([
      { kind: 'missed', edge: null, gold: span(0, 1), predicted: null },
      { kind: 'wrong-type', edge: null, gold: span(2, 4), predicted: span(2, 4, 'LOC') },
      { kind: 'wrong-boundary', edge: 'too-short', gold: span(6, 8, 'ORG'), predicted: span(7, 8, 'ORG') },
      { kind: 'spurious', edge: null, gold: null, predicted: span(10, 11, 'MISC') },
    ])
  })

  it('calls a span with another edge and another type a wrong boundary', () => {
    expect(casesOf([span(0, 2)], [span(1, 3, 'LOC')])).toEqual([
      { kind: 'wrong-boundary', edge: 'shifted', gold: span(0, 2), predicted: span(1, 3, 'LOC') },
    ])
  })

  it('pairs what shares most tokens first, and leaves the rest over', () => {
    const gold = [span(0, 5)]
    expect(casesOf(gold, [span(0, 1), span(1, 4)])).toEqual([
      { kind: 'wrong-boundary', edge: 'split', gold: span(0, 5), predicted: span(1, 4) },
      { kind: 'spurious', edge: null, gold: null, predicted: span(0, 1) },
    ])
  })

  it('prefers the same type where two share as many tokens', () => {
    expect(casesOf([span(1, 3)], [span(0, 2, 'LOC'), span(2, 4)])).toEqual([
      { kind: 'spurious', edge: null, gold: null, predicted: span(0, 2, 'LOC') },
      { kind: 'wrong-boundary', edge: 'split', gold: span(1, 3), predicted: span(2, 4) },
    ])
  })

  it('keeps a correct span out of a nested one’s way', () => {
    expect(casesOf([span(0, 3, 'ORG'), span(1, 2, 'LOC')], [span(1, 2, 'LOC')])).toEqual([
      { kind: 'missed', edge: null, gold: span(0, 3, 'ORG'), predicted: null },
    ])
  })

  it('does not call touching spans overlapping', () => {
    expect(casesOf([span(0, 2)], [span(2, 3)]).map((found) => found.kind)).toEqual(['missed', 'spurious'])
  })

  it('keeps the score of the prediction', () => {
    const scored = { ...span(0, 2, 'LOC'), score: 0.54, runnerUp: { type: 'PER', score: 0.31 } }
    expect(casesOf([span(0, 2)], [scored])[0]?.predicted).toBe(scored)
  })
})

const anySpan = fc
  .record({
    start: fc.nat(10),
    length: fc.integer({ min: 1, max: 4 }),
    type: fc.constantFrom('PER', 'LOC', 'ORG'),
  })
  .map(({ start, length, type }) => span(start, start + length, type))
const spans = fc.uniqueArray(anySpan, { comparator: sameSpan, maxLength: 7 })

describe('laws of compareReadings', () => {
  it('puts every gold and every predicted span in exactly one place', () => {
    fc.assert(
      fc.property(spans, spans, (gold, predicted) => {
        const { correct, cases } = compareReadings(gold, predicted)
        const goldPlaces = [...correct, ...cases.flatMap((found) => found.gold ?? [])]
        const predictedPlaces = [...correct, ...cases.flatMap((found) => found.predicted ?? [])]
        for (const [list, places] of [
          [gold, goldPlaces],
          [predicted, predictedPlaces],
        ] as const) {
          expect(places).toHaveLength(list.length)
          for (const one of list) expect(places.filter((other) => sameSpan(one, other))).toHaveLength(1)
        }
      }),
    )
  })

  it('finds correct what the scores count as correct', () => {
    fc.assert(
      fc.property(spans, spans, (gold, predicted) => {
        const tally = new EntityTally()
        tally.add(gold, predicted)
        expect(compareReadings(gold, predicted).correct).toHaveLength(tally.total.correct)
      }),
    )
  })

  it('gives each kind the partners it promises', () => {
    fc.assert(
      fc.property(spans, spans, (gold, predicted) => {
        const { cases } = compareReadings(gold, predicted)
        for (const { kind, gold: left, predicted: right } of cases) {
          expect(left === null).toBe(kind === 'spurious')
          expect(right === null).toBe(kind === 'missed')
          if (left === null || right === null) continue
          const sameEdges = left.start === right.start && left.end === right.end
          expect(sameEdges).toBe(kind === 'wrong-type')
          expect(left.start < right.end && right.start < left.end).toBe(true)
          expect(sameSpan(left, right)).toBe(false)
        }
      }),
    )
  })

  it('leaves no missed span that overlaps a spurious one', () => {
    fc.assert(
      fc.property(spans, spans, (gold, predicted) => {
        const { cases } = compareReadings(gold, predicted)
        const missed = cases.flatMap((found) => (found.kind === 'missed' ? (found.gold ?? []) : []))
        const spurious = cases.flatMap((found) => (found.kind === 'spurious' ? (found.predicted ?? []) : []))
        for (const left of missed)
          for (const right of spurious) expect(left.end <= right.start || right.end <= left.start).toBe(true)
      }),
    )
  })

  it('does not depend on the order of the lists', () => {
    const shuffled = spans.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    )
    fc.assert(
      fc.property(shuffled, shuffled, ([gold, goldAgain], [predicted, predictedAgain]) => {
        expect(compareReadings(goldAgain, predictedAgain)).toEqual(compareReadings(gold, predicted))
      }),
    )
  })
})
