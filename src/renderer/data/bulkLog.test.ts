import { expect, it } from 'vitest'
import type { BulkChange } from '../../shared/domain/bulkChange.ts'
import { bulkWords } from './bulkLog.ts'

const change = (id: number, undoes: number | null): BulkChange => ({
  ...{ id, undoes, kind: 'mention', title: 'Oslo: LOC' },
  ...{ author: 'Mira', at: '2026-01-02T03:04:05.000Z', posts: 3, undone: false },
})

it('tells taking back from doing again, however often', () => {
  const all = [change(9, 7), change(7, 4), change(4, 2), change(2, null)]
  expect(all.map((one) => bulkWords(one, all))).toEqual([
    'Taken back: Oslo: LOC',
    'Done again: Oslo: LOC',
    'Taken back: Oslo: LOC',
    'Oslo: LOC',
  ])
})
