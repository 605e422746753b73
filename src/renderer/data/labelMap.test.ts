import { expect, it } from 'vitest'
import { kept, renamed } from './labelMap.ts'
import type { LabelMap } from './labelMap.ts'

/** Types letters into the field of a type, which shows what the map holds. */
function typed(map: LabelMap, type: string, letters: string): LabelMap {
  return Array.from(letters).reduce((now, letter) => renamed(now, type, (now[type] ?? '') + letter), map)
}

it('takes a name that begins with the one before', () => {
  expect(typed({ LOC: 'GPE' }, 'PER', 'PERSON')).toEqual({ LOC: 'GPE', PER: 'PERSON' })
})

it('keeps the name of a type for which nothing is typed', () => {
  expect(renamed({ PER: 'P', LOC: '' }, 'PER', '')).toEqual({ LOC: '' })
  expect(kept({ PER: 'PER', LOC: '' }, 'PER')).toEqual({ LOC: '' })
})
