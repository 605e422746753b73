import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EDGE_KINDS } from '../../shared/domain/edgeKind.ts'
import { ERROR_KINDS } from '../../shared/domain/errorCase.ts'
import { CONTROLS } from '../../shared/domain/reading.ts'
import { SLICE_NAMES } from '../../shared/domain/slice.ts'
import { EVERYTHING, fromRest, titleOf, toRest, WHICHES } from './caseFilter.ts'
import type { CaseFilter, Compared } from './caseFilter.ts'

const side = fc.option(fc.string({ minLength: 1 }), { nil: null })
const filters = fc.record(
  {
    scope: fc.constantFrom('errors', 'correct', 'gold', 'predicted'),
    kind: fc.constantFrom(...ERROR_KINDS),
    edge: fc.constantFrom(...EDGE_KINDS),
    gold: side,
    predicted: side,
    type: fc.string({ minLength: 1 }),
    cause: side,
    slice: fc.record({ by: fc.constantFrom(...SLICE_NAMES), group: fc.string() }),
  },
  { requiredKeys: [] },
)

const compareds = fc.record(
  {
    which: fc.constantFrom(...WHICHES),
    reading: fc.record({ run: fc.nat(), control: fc.constantFrom(null, ...CONTROLS) }),
  },
  { requiredKeys: ['which'] },
)

describe('the hash of the view', () => {
  it('says what it was given', () => {
    fc.assert(
      fc.property(compareds, filters, (compared: Compared, filter: CaseFilter) => {
        expect(fromRest(toRest(compared, filter))).toEqual({ compared, filter })
      }),
    )
  })

  it('is everything where the hash says nothing it knows', () => {
    expect(fromRest([])).toEqual({ compared: { which: 'all' }, filter: EVERYTHING })
    expect(fromRest(['reviewed', 'kind=banana', 'odd', 'reading=1.banana'])).toEqual({
      compared: { which: 'reviewed' },
      filter: EVERYTHING,
    })
  })

  it('keeps "none" apart from "any"', () => {
    expect(fromRest(['all', 'gold=', 'predicted=LOC']).filter).toEqual({ gold: null, predicted: 'LOC' })
  })
})

describe('titleOf', () => {
  it.each([
    [EVERYTHING, 'All error cases'],
    [{ kind: 'wrong-boundary' }, 'Wrong edge'],
    [{ kind: 'wrong-boundary', edge: 'too-long' }, 'Wrong edge, too long'],
    [{ gold: 'ORG', predicted: 'LOC' }, 'Gold ORG, model LOC'],
    [{ gold: 'ORG', predicted: null }, 'Gold ORG, missed'],
    [{ gold: null, predicted: 'LOC' }, 'Model LOC, not in gold'],
    [{ scope: 'gold', gold: 'ORG', predicted: 'ORG' }, 'ORG with the right type'],
    [{ scope: 'gold', gold: 'ORG' }, 'Gold ORG'],
    [{ cause: 'annotation-bias' }, 'All error cases, cause: annotation bias'],
    [{ type: 'ORG' }, 'All error cases of ORG'],
    [{ kind: 'missed', slice: { by: 'form', group: 'hashtag' } }, 'Missed, hashtags'],
  ] satisfies [CaseFilter, string][])('title %#', (filter, words) => {
    expect(titleOf(filter)).toBe(words)
  })
})
