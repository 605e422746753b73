import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cohensKappa, krippendorffsAlpha, PairTable, tokenCategories } from './coderAgreement.ts'

/** A row a line, a column a category: how often the first coder said the row where the second said the column. */
function table(...rows: readonly (readonly number[])[]): PairTable {
  const pairs = new PairTable()
  for (const [first, row] of rows.entries())
    for (const [second, count] of row.entries())
      if (count > 0) pairs.add(String(first), String(second), count)
  return pairs
}

function coded(first: string, second: string): PairTable {
  const pairs = new PairTable()
  const others = second.split(' ')
  for (const [unit, category] of first.split(' ').entries()) pairs.add(category, others[unit] ?? '')
  return pairs
}

describe('cohensKappa', () => {
  it('is what Fleiss, Levin and Paik print (2003, table 18.1: 0.68)', () => {
    // p_o = .89, p_e = .8 · .8 + .1 · .05 + .1 · .15 = .66
    const kappa = cohensKappa(table([75, 1, 4], [5, 4, 1], [0, 0, 10]))
    expect(kappa).toBeCloseTo(0.23 / 0.34, 12)
    expect(kappa?.toFixed(2)).toBe('0.68')
  })

  it('is 0.4 for 20, 5, 10 and 15 of 50, worked out by hand', () => {
    // p_o = 35/50, p_e = .5 · .6 + .5 · .4
    expect(cohensKappa(table([20, 5], [10, 15]))).toBeCloseTo(0.4, 12)
  })

  it('is below zero where two agree less than by chance, and undefined where chance agrees on all', () => {
    expect(cohensKappa(table([0, 5], [5, 0]))).toBe(-1)
    expect(cohensKappa(table([7]))).toBeNull()
    expect(cohensKappa(table())).toBeNull()
  })
})

describe('krippendorffsAlpha', () => {
  it('is what Krippendorff prints for two observers (2011, examples A and B)', () => {
    expect(krippendorffsAlpha(coded('0 1 0 0 0 0 0 0 1 0', '1 1 1 0 0 1 0 0 0 0'))?.toFixed(3)).toBe('0.095')
    expect(krippendorffsAlpha(coded('a a b b d c c c e d d a', 'b a b b b c c c e d d d'))?.toFixed(3)).toBe(
      '0.692',
    )
  })

  it('is undefined where every value is the same', () => {
    expect(krippendorffsAlpha(coded('O O', 'O O'))).toBeNull()
    expect(krippendorffsAlpha(table())).toBeNull()
  })
})

it('is 1 for coders who agree on more than one category, and the same from either side', () => {
  const codes = fc.array(fc.tuple(fc.constantFrom('O', 'PER', 'LOC'), fc.constantFrom('O', 'PER', 'LOC')), {
    minLength: 2,
  })
  fc.assert(
    fc.property(codes, (pairs) => {
      const [there, back, alike] = [new PairTable(), new PairTable(), new PairTable()]
      for (const [first, second] of pairs) {
        there.add(first, second)
        back.add(second, first)
        alike.add(first, first)
      }
      for (const measure of [cohensKappa, krippendorffsAlpha]) {
        const [one, other] = [measure(there), measure(back)]
        if (one === null || other === null) expect(one).toBe(other)
        else expect(one).toBeCloseTo(other, 12)
        const several = new Set(pairs.map(([first]) => first)).size > 1
        if (several) expect(measure(alike)).toBeCloseTo(1, 12)
        else expect(measure(alike)).toBeNull()
      }
    }),
  )
})

describe('tokenCategories', () => {
  it('gives each token its type, and both where one span lies inside another', () => {
    const spans = [
      { start: 1, end: 4, type: 'ORG' },
      { start: 2, end: 3, type: 'LOC' },
    ]
    expect(tokenCategories(5, spans)).toEqual(['O', 'ORG', 'ORG+LOC', 'ORG', 'O'])
  })
})
