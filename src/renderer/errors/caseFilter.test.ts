import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ERROR_KINDS } from '../../shared/domain/errorCase.ts'
import type { CaseFilter } from './caseFilter.ts'
import { caseLine, EVERYTHING, fromRest, titleOf, toParams, toRest } from './caseFilter.ts'

const type = fc.option(fc.string({ minLength: 1 }))
const filters: fc.Arbitrary<CaseFilter> = fc.oneof(
  fc.constant(EVERYTHING),
  fc.record({ by: fc.constant('kind' as const), kind: fc.constantFrom(...ERROR_KINDS) }),
  fc.record({ by: fc.constant('cell' as const), gold: type, predicted: type }),
)

describe('the filter in the hash', () => {
  it('comes back as it went in', () => {
    fc.assert(
      fc.property(fc.constantFrom('all' as const, 'reviewed' as const), filters, (which, filter) => {
        expect(fromRest(toRest(which, filter))).toEqual({ which, filter })
      }),
    )
  })

  it('is everything where the hash says nothing it knows', () => {
    expect(fromRest([])).toEqual({ which: 'all', filter: EVERYTHING })
    expect(fromRest(['reviewed', 'kind', 'banana'])).toEqual({ which: 'reviewed', filter: EVERYTHING })
  })
})

describe('toParams', () => {
  it('keeps "none" apart from "any"', () => {
    expect(toParams({ by: 'cell', gold: null, predicted: 'LOC' })).toEqual({ gold: null, predicted: 'LOC' })
    expect(toParams(EVERYTHING)).toEqual({})
  })
})

describe('words', () => {
  it.each([
    [EVERYTHING, 'All error cases'],
    [{ by: 'kind', kind: 'wrong-boundary' }, 'Wrong edge'],
    [{ by: 'cell', gold: 'ORG', predicted: 'LOC' }, 'Gold ORG, model LOC'],
    [{ by: 'cell', gold: 'ORG', predicted: null }, 'Gold ORG, missed'],
    [{ by: 'cell', gold: null, predicted: 'LOC' }, 'Model LOC, not in gold'],
    [{ by: 'cell', gold: 'ORG', predicted: 'ORG' }, 'ORG with a wrong edge'],
  ] satisfies [CaseFilter, string][])('title %#', (filter, words) => {
    expect(titleOf(filter)).toBe(words)
  })

  const tokens = ['Great', 'crowd', 'as', 'Lincoln', 'High', 'wins']
  const gold = { start: 3, end: 5, type: 'ORG' }
  const model = (
    start: number,
    end: number,
    type: string,
  ): typeof gold & { score: number; runnerUp: null } => ({
    start,
    end,
    type,
    score: 0.71,
    runnerUp: null,
  })

  it.each([
    ['wrong-type', gold, model(3, 5, 'LOC'), 'Gold ORG · model LOC .71'],
    ['wrong-boundary', gold, model(3, 4, 'ORG'), 'Gold Lincoln High ORG · model Lincoln ORG .71'],
    ['missed', gold, null, 'Missed: Lincoln High ORG'],
    ['spurious', null, model(5, 6, 'MISC'), 'Only the model: wins MISC .71'],
  ] as const)('line of a %s case', (kind, left, right, words) => {
    expect(caseLine({ kind, gold: left, predicted: right }, tokens)).toBe(words)
  })
})
