import { afterEach, describe, expect, it } from 'vitest'
import { DEFAULT_CAUSES } from '../../shared/domain/cause.ts'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import { importedPost, publishPosts, Workshop } from '../store/store.fixture.ts'
import { CASE_COLUMNS, caseTable, causeReport } from './causeReport.ts'
import { currentReadings } from './comparedPosts.ts'
import { errorExamples } from './errorExamples.ts'
import type { Surfaces } from './surfaces.ts'
import { TableReader } from './tablePage.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())
const model = (start: number, end: number, type: string): ScoredSpan => ({
  start,
  end,
  type,
  score: 0.9,
  runnerUp: null,
})

/** Four errors: Reading is ORG elsewhere, a hashtag, a new name, and a name that is gold twice. */
function compared(): ReturnType<Workshop['create']> {
  const store = workshop.create()
  publishPosts(store, [
    importedPost('Reading wins', { tags: ['B-ORG', 'O'] }),
    importedPost('Reading rains', { tags: ['B-LOC', 'O'] }),
    importedPost('#lisbon calls', { tags: ['B-LOC', 'O'] }),
    importedPost('Ada sails', { tags: ['B-PER', 'O'] }),
    importedPost('Porto sleeps', { tags: ['B-LOC', 'O'] }),
    importedPost('Porto wakes', { tags: ['B-LOC', 'O'] }),
  ])
  const run = store.predictions.startRun({ model: 'm', sha256: 'm', device: 'cpu', at: 'now' })
  const found = [[model(0, 1, 'ORG')], [model(0, 1, 'ORG')], [], [], [], [model(0, 1, 'LOC')]]
  store.predictions.store(
    run,
    found.map((spans, index) => ({ postId: index + 1, spans })),
  )
  return store
}

describe('causes of errors', () => {
  it('are suggested by rule, and a judgement takes their place', async () => {
    const store = compared()
    const source = currentReadings(store)
    const query = { which: 'all', offset: 0, limit: 10 } as const
    const suggested = (await errorExamples(source, query)).rows.map(({ cases }) => cases[0]?.suggested?.cause)
    expect(suggested).toEqual(['annotation-bias', 'irregular-structure', 'missing-background', undefined])

    const [first] = (await errorExamples(source, query)).rows
    store.causes.tag(first?.postId ?? 0, first?.cases.map(({ key }) => key) ?? [], 'other', {
      author: 'Ada',
      at: 'now',
    })
    const judged = await errorExamples(source, { ...query, cause: 'other' })
    expect(judged.rows.map(({ postId, cases }) => [postId, cases[0]?.cause, cases[0]?.suggested])).toEqual([
      [2, 'other', null],
    ])
    expect((await errorExamples(source, { ...query, cause: null })).cases).toBe(3)

    const report = await causeReport(source, DEFAULT_CAUSES, 'all')
    expect(report).toMatchObject({ judged: 1, cases: 4 })
    expect(report.rows.map(({ cause, cases, suggested: rule }) => [cause?.id, cases, rule])).toEqual([
      ['annotation-bias', 0, 0],
      ['irregular-structure', 0, 1],
      ['missing-background', 0, 1],
      ['other', 1, 0],
      [undefined, 3, 0],
    ])
    expect(report.rows[3]?.kinds['wrong-type']).toBe(1)
  })

  it('stand in a table, one case a row, with what is only suggested in a column of its own', async () => {
    const table = caseTable(currentReadings(compared()), DEFAULT_CAUSES, 'all')
    const { columns, rows, next } = await new TableReader<Surfaces>().page(table, table, null)
    expect(columns).toBe(CASE_COLUMNS)
    expect(rows.map((row) => row.length)).toEqual(Array.from({ length: 4 }, () => CASE_COLUMNS.length))
    expect(next).toBeNull()
    expect(rows[0]).toEqual([
      ...['Reading rains', 'Reading rains', 'Wrong type', '', 'Reading LOC', 'Reading ORG', '0.900', ''],
      ...['Annotation bias', 'gold elsewhere as ORG'],
    ])
  })
})
