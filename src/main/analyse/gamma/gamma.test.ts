import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../shared/domain/seededRandom.ts'
import type { Span } from '../../../shared/domain/span.ts'
import { resultOf } from '../testing/resultOf.ts'
import { dissimilarity, leastDisorder } from './alignedUnits.ts'
import { Continuum } from './continuum.ts'
import { gamma } from './gamma.ts'
import { swapped } from './units.ts'
import type { Units } from './units.ts'

const unit = (start: number, end: number, type = 'PER'): Span => ({ start, end, type })
const TYPES = ['PER', 'LOC', 'ORG']

function unitsOf(spans: readonly Span[]): Units {
  return {
    count: spans.length,
    starts: Int32Array.from(spans, ({ start }) => start),
    ends: Int32Array.from(spans, ({ end }) => end),
    types: Int32Array.from(spans, ({ type }) => TYPES.indexOf(type)),
  }
}

const dissimilarityOf = (u: Span, v: Span) => dissimilarity(unitsOf([u]), 0, unitsOf([v]), 0)
const swappedUnits = (spans: readonly Span[], word: number, length: number): readonly Span[] => {
  const { starts, ends, types } = swapped(unitsOf(spans), word, length)
  return spans.map((_, at) => unit(starts[at] ?? 0, ends[at] ?? 0, TYPES[types[at] ?? 0]))
}

const gammaOf = (continuum: Continuum) => resultOf(gamma(continuum))
const disorderOf = (first: readonly Span[], second: readonly Span[]) =>
  resultOf(leastDisorder(unitsOf(first), unitsOf(second)))

/** Units in order of their start, on few words so that they meet. */
const units = fc
  .array(
    fc
      .tuple(fc.nat(20), fc.integer({ min: 1, max: 5 }), fc.constantFrom('PER', 'LOC'))
      .map(([start, length, type]) => unit(start, start + length, type)),
    { maxLength: 5 },
  )
  .map((list) => list.sort((a, b) => a.start - b.start))

describe('dissimilarity of two units', () => {
  it.each([
    ['the same', unit(2, 4), unit(2, 4), 0],
    ['another type', unit(2, 4), unit(2, 4, 'LOC'), 1],
    // (1 / (2 + 3))²
    ['one edge a word further', unit(2, 4), unit(2, 5), 0.04],
    // ((2 + 2) / (2 + 2))²
    ['side by side', unit(2, 4), unit(4, 6), 1],
    // ((1 + 0) / (1 + 2))² + 1
    ['edge and type', unit(0, 1, 'ORG'), unit(-1, 1, 'LOC'), 1 + 1 / 9],
  ])('%s', (_what, u, v, expected) => {
    expect(dissimilarityOf(u, v)).toBeCloseTo(expected, 12)
    expect(dissimilarityOf(v, u)).toBeCloseTo(expected, 12)
  })
})

describe('the best alignment', () => {
  it('leaves units alone that are further apart than two empty ones', () => {
    expect(disorderOf([unit(0, 2)], [unit(10, 12)])).toBe(2)
    expect(disorderOf([unit(0, 2), unit(8, 9)], [])).toBe(2)
  })

  it('takes the pairing that is best as a whole, not pair by pair', () => {
    // Greedily [2,4) with [2,4) leaves [0,2) and [4,6) apart at 2; shifted by one each costs 1 + 1.
    const first = [unit(0, 2, 'LOC'), unit(2, 4)]
    const second = [unit(2, 4), unit(4, 6)]
    expect(disorderOf(first, second)).toBe(2)
  })

  it('finds what a long unit meets beyond the reach of a short one before it', () => {
    // [20, 40) and [2, 30) are 18 + 10 apart: (28 / 48)²
    expect(disorderOf([unit(19, 20, 'LOC'), unit(20, 40)], [unit(2, 30)])).toBeCloseTo(1 + (28 / 48) ** 2, 12)
  })

  it('costs what the cheapest of all alignments costs, from either side', () => {
    const cheapest = (first: readonly Span[], second: readonly Span[]): number => {
      const [u, ...rest] = first
      if (u === undefined) return second.length
      const aligned = second.map(
        (v, at) => dissimilarityOf(u, v) + cheapest(rest, [...second.slice(0, at), ...second.slice(at + 1)]),
      )
      return Math.min(1 + cheapest(rest, second), ...aligned)
    }
    fc.assert(
      fc.property(units, units, (first, second) => {
        expect(disorderOf(first, second)).toBeCloseTo(cheapest(first, second), 9)
        expect(disorderOf(second, first)).toBeCloseTo(cheapest(first, second), 9)
      }),
    )
  })

  it('is found where every unit meets its neighbours, all along', () => {
    const all = (from: number) =>
      Array.from({ length: 3000 }, (_, post) => unit(from + 2 * post, from + 2 * post + 1))
    // One word apart each: ((1 + 1) / 2)²
    expect(disorderOf(all(0), all(1))).toBeCloseTo(3000, 6)
  })
})

describe('chance', () => {
  it('swaps the parts of a continuum before and after a word, and cuts no unit', () => {
    const all = [unit(1, 3), unit(5, 6), unit(7, 9)]
    expect(swappedUnits(all, 4, 10)).toEqual([unit(1, 2), unit(3, 5), unit(7, 9)])
    expect(swappedUnits(all, 8, 10)).toEqual([unit(0, 2), unit(4, 6), unit(8, 9)])
    // [6, 9) lies across [4, 7)
    expect(swappedUnits([unit(4, 7), unit(6, 9)], 8, 10)).toEqual([unit(0, 3), unit(2, 5)])
    expect(swappedUnits(all, 0, 10)).toEqual(all)
  })
})

describe('gamma', () => {
  const posts = (second: (post: number, first: Span[]) => readonly Span[]): Continuum => {
    const random = seededRandom(3)
    const continuum = new Continuum()
    for (let post = 0; post < 300; post++) {
      const start = Math.floor(random() * 12)
      const first = [unit(start, start + 1 + Math.floor(random() * 3), random() < 0.5 ? 'PER' : 'LOC')]
      continuum.add(16, first, second(post, first))
    }
    return continuum
  }

  it('is one where both read alike, and not defined where one found nothing', () => {
    expect(gammaOf(posts((_post, first) => first))).toBe(1)
    expect(gammaOf(posts(() => []))).toBeNull()
    expect(gammaOf(new Continuum())).toBeNull()
  })

  it('is near nothing where the second labelled at random', () => {
    const random = seededRandom(4)
    const value = gammaOf(
      posts(() => {
        const start = Math.floor(random() * 12)
        return [unit(start, start + 1 + Math.floor(random() * 3), random() < 0.5 ? 'PER' : 'LOC')]
      }),
    )
    expect(Math.abs(value as number)).toBeLessThan(0.06)
  })

  it('falls less for edges a word off than for every second name missed, and most for every type wrong', () => {
    const edge = gammaOf(posts((_post, first) => first.map((u) => ({ ...u, end: u.end + 1 })))) as number
    const type = gammaOf(posts((_post, first) => first.map((u) => ({ ...u, type: 'ORG' })))) as number
    const missed = gammaOf(posts((post, first) => (post % 2 === 0 ? first : []))) as number
    expect(edge).toBeGreaterThan(missed)
    expect(missed).toBeGreaterThan(type)
    expect(edge).toBeLessThan(1)
  })

  it('is the same every time, and comes to the mean over all cuts', () => {
    const continuum = new Continuum()
    continuum.add(9, [unit(1, 3), unit(5, 6, 'LOC')], [unit(1, 2), unit(5, 6, 'LOC')])
    const [first, second] = continuum.annotators()
    let [sum, count] = [0, 0]
    const cuts = Array.from({ length: 9 }, (_, word) => word)
    for (const one of [first, second])
      for (const other of [first, second])
        for (const a of cuts)
          for (const b of cuts) {
            sum += resultOf(leastDisorder(swapped(one, a, 9), swapped(other, b, 9))) / 2
            count++
          }
    // ((1 / 3)² + 0) / 2 units each
    const expected = 1 - 1 / 9 / 2 / (sum / count)
    const value = gammaOf(continuum) as number
    expect(value).toBeCloseTo(expected, 2)
    expect(gammaOf(continuum)).toBe(value)
  })
})
