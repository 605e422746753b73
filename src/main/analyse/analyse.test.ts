import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { ERROR_KINDS } from '../../shared/domain/errorCase.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import { sameSpan } from '../../shared/domain/span.ts'
import { importedPost, publishPosts, Workshop } from '../store/store.fixture.ts'
import { currentReadings } from './comparedPosts.ts'
import type { PostSource, ReadPost } from './comparedPosts.ts'
import { errorExamples } from './errorExamples.ts'
import { errorReport } from './errorReport.ts'
import { errorsDocument } from './errorsDocument.ts'

const span = (start: number, end: number, type: string): Span => ({ start, end, type })
const scored = (start: number, end: number, type: string): ScoredSpan => ({
  ...span(start, end, type),
  score: 0.5,
  runnerUp: null,
})

interface Reading {
  readonly gold: readonly Span[] | null
  readonly predicted: readonly ScoredSpan[] | null
  readonly reviewed?: boolean
  readonly corrected?: boolean
}

function sourceOf(readings: readonly Reading[]): PostSource {
  const posts = readings.map(({ gold, predicted, reviewed, corrected }, index): ReadPost => ({
    id: index + 1,
    position: index,
    externalId: `post-${index + 1}`,
    split: null,
    caption: null,
    revision: corrected === true ? 1 : 0,
    rawTags: null,
    tokens: Array.from({ length: 16 }, (_, token) => `t${token}`),
    picture: null,
    state: {
      spans: gold,
      status: reviewed === true ? 'reviewed' : 'unreviewed',
    },
    predicted,
  }))
  return {
    judged: () => new Map(),
    every: (position, limit) => posts.filter((post) => post.position > position).slice(0, limit),
    after: (position, limit, { which }) =>
      posts
        .filter((post) => post.position > position && (which === 'all' || post.state.status === 'reviewed'))
        .slice(0, limit),
  }
}

const four = sourceOf([
  { gold: [span(0, 1, 'PER'), span(3, 4, 'LOC')], predicted: [scored(0, 1, 'PER')], reviewed: true },
  { gold: [span(0, 2, 'ORG')], predicted: [scored(0, 2, 'LOC'), scored(5, 6, 'PER')], reviewed: true },
  { gold: [span(2, 4, 'ORG')], predicted: [scored(3, 4, 'ORG')] },
  { gold: null, predicted: [scored(0, 1, 'PER')] },
  { gold: [span(0, 1, 'PER')], predicted: null },
])

describe('errorReport', () => {
  it('counts only posts that both have read', async () => {
    const report = await errorReport(four, 'all')
    expect(report).toMatchObject({ posts: 3, gold: 4, predicted: 4, correct: 1 })
    expect(report).toMatchObject({ precision: 25, recall: 25, f1: 25 })
    expect(report.kinds).toEqual({ missed: 1, spurious: 1, 'wrong-type': 1, 'wrong-boundary': 1 })
    expect(report.edges).toMatchObject({ 'too-short': 1, 'too-long': 0 })
    const none = { missed: 0, spurious: 0, 'wrong-type': 0, 'wrong-boundary': 0 }
    expect(report.types).toEqual([
      { type: 'LOC', precision: 0, recall: 0, f1: 0, support: 1, kinds: { ...none, missed: 1 } },
      {
        type: 'ORG',
        precision: 0,
        recall: 0,
        f1: 0,
        support: 2,
        kinds: { ...none, 'wrong-type': 1, 'wrong-boundary': 1 },
      },
      { type: 'PER', precision: 50, recall: 100, f1: 66.67, support: 1, kinds: { ...none, spurious: 1 } },
    ])
    expect(report.confusion).toEqual([
      { gold: 'LOC', predicted: null, count: 1 },
      { gold: 'ORG', predicted: 'LOC', count: 1 },
      { gold: 'ORG', predicted: 'ORG', count: 1 },
      { gold: 'PER', predicted: 'PER', count: 1 },
      { gold: null, predicted: 'PER', count: 1 },
    ])
  })

  it('can keep to what people corrected', async () => {
    const source = sourceOf([
      { gold: [span(0, 1, 'PER')], predicted: [], corrected: true },
      { gold: [span(0, 1, 'PER')], predicted: [] },
    ])
    expect(await errorReport(source, 'corrected')).toMatchObject({ posts: 1, gold: 1 })
  })

  it('can keep to reviewed posts', async () => {
    expect(await errorReport(four, 'reviewed')).toMatchObject({ posts: 2, gold: 3, predicted: 3, correct: 1 })
  })

  it('is empty, not wrong, where nothing can be compared', async () => {
    const report = await errorReport(sourceOf([{ gold: null, predicted: null }]), 'all')
    expect(report.reliability.ece).toBeNull()
    expect(report.slices.every(({ groups }) => groups.length === 0)).toBe(true)
    expect(report).toMatchObject({
      posts: 0,
      gold: 0,
      predicted: 0,
      correct: 0,
      precision: 0,
      recall: 0,
      f1: 0,
      interval95: null,
      kinds: { missed: 0, spurious: 0, 'wrong-type': 0, 'wrong-boundary': 0 },
      types: [],
      confusion: [],
    })
  })

  it('reads past the first batch', async () => {
    const many = Array.from({ length: 1203 }, () => ({
      gold: [span(0, 1, 'PER')],
      predicted: [scored(0, 1, 'PER')],
    }))
    expect(await errorReport(sourceOf(many), 'all')).toMatchObject({ posts: 1203, correct: 1203, f1: 100 })
  })

  it('stops when it is cancelled', async () => {
    const signal = { aborted: true, addEventListener: () => undefined }
    await expect(errorReport(four, 'all', signal)).rejects.toMatchObject({ kind: 'cancelled' })
  })
})

const anySpan = fc
  .record({
    start: fc.nat(10),
    length: fc.integer({ min: 1, max: 4 }),
    type: fc.constantFrom('PER', 'LOC', 'ORG'),
  })
  .map(({ start, length, type }) => scored(start, start + length, type))
const spans = fc.uniqueArray(anySpan, { comparator: sameSpan, maxLength: 6 })
const readings = fc.array(fc.record({ gold: spans, predicted: spans }), { maxLength: 12 })

describe('laws of the report', () => {
  it('rows of the matrix add up to gold, columns to predicted, and kinds to what is not correct', async () => {
    await fc.assert(
      fc.asyncProperty(readings, async (posts) => {
        const report = await errorReport(sourceOf(posts), 'all')
        const sum = (keep: (cell: (typeof report.confusion)[number]) => boolean): number =>
          report.confusion.filter(keep).reduce((total, cell) => total + cell.count, 0)
        expect(sum((cell) => cell.gold !== null)).toBe(report.gold)
        expect(sum((cell) => cell.predicted !== null)).toBe(report.predicted)
        expect(sum((cell) => cell.gold === null && cell.predicted === null)).toBe(0)
        const { missed, spurious, ...wrong } = report.kinds
        expect(report.correct + missed + wrong['wrong-type'] + wrong['wrong-boundary']).toBe(report.gold)
        expect(report.correct + spurious + wrong['wrong-type'] + wrong['wrong-boundary']).toBe(
          report.predicted,
        )
      }),
    )
  })

  it('shows under each kind as many cases as the report counts', async () => {
    await fc.assert(
      fc.asyncProperty(readings, async (posts) => {
        const source = sourceOf(posts)
        const report = await errorReport(source, 'all')
        for (const kind of ERROR_KINDS) {
          const found = await errorExamples(source, { which: 'all', kind, offset: 0, limit: 100 })
          expect(found.cases).toBe(report.kinds[kind])
          expect(found.rows).toHaveLength(found.total)
        }
      }),
    )
  })

  it('cuts all spans into the groups of every slice, and each count leads to as many', async () => {
    await fc.assert(
      fc.asyncProperty(readings, async (posts) => {
        const source = sourceOf(posts)
        const report = await errorReport(source, 'all')
        for (const { groups } of report.slices) {
          const sum = (key: 'gold' | 'predicted' | 'correct'): number =>
            groups.reduce((total, group) => total + group[key], 0)
          expect([sum('gold'), sum('predicted'), sum('correct')]).toEqual([
            report.gold,
            report.predicted,
            report.correct,
          ])
        }
        const lengths = report.slices.find(({ by }) => by === 'length')?.groups ?? []
        for (const { group, ...counts } of lengths)
          for (const [scope, expected] of [
            ['gold', counts.gold],
            ['predicted', counts.predicted],
            ['correct', counts.correct],
            ['errors', counts.errors],
          ] as const) {
            const query = {
              which: 'all',
              scope,
              slice: { by: 'length', group },
              offset: 0,
              limit: 100,
            } as const
            expect((await errorExamples(source, query)).cases).toBe(expected)
          }
      }),
      { numRuns: 30 },
    )
  })
})

describe('errorExamples', () => {
  it('filters by type on either side, null meaning none', async () => {
    const page = { which: 'all', offset: 0, limit: 10 } as const
    const rows = async (filter: object): Promise<number[]> =>
      (await errorExamples(four, { ...page, ...filter })).rows.map((row) => row.postId)
    expect(await rows({})).toEqual([1, 2, 3])
    expect(await rows({ gold: 'ORG' })).toEqual([2, 3])
    expect(await rows({ gold: 'ORG', predicted: 'LOC' })).toEqual([2])
    expect(await rows({ gold: null })).toEqual([2])
    expect(await rows({ predicted: null })).toEqual([1])
    expect(await rows({ gold: 'PER', predicted: 'PER' })).toEqual([])
  })

  it('keeps total and ids whole while it pages, and shows only matching cases', async () => {
    const found = await errorExamples(four, { which: 'all', offset: 1, limit: 1 })
    expect(found).toMatchObject({ total: 3, cases: 4, postIds: [1, 2, 3] })
    expect(found.rows.map((row) => row.postId)).toEqual([2])
    const spurious = await errorExamples(four, { which: 'all', kind: 'spurious', offset: 0, limit: 5 })
    expect(spurious.rows[0]?.cases.map((one) => one.kind)).toEqual(['spurious'])
  })
})

describe('errorsDocument', () => {
  it('is the document the command line promises', async () => {
    const document = await errorsDocument(four, { which: 'all', examplesPerKind: 1 })
    expect(document).toMatchObject({
      gold: 4,
      predicted: 4,
      correct: 1,
      kinds: { missed: 1, spurious: 1, 'wrong-type': 1, 'wrong-boundary': 1 },
      types: { ORG: { precision: 0, recall: 0, f1: 0, support: 2 } },
    })
    const { examples } = document as unknown as { examples: { kind: string }[] }
    expect(examples.map((example) => example.kind)).toEqual(ERROR_KINDS)
    expect(examples[2]).toEqual({
      id: 'post-2',
      tokens: Array.from({ length: 16 }, (_, token) => `t${token}`),
      gold: { start: 0, end: 2, type: 'ORG', text: 't0 t1' },
      predicted: { start: 0, end: 2, type: 'LOC', text: 't0 t1', score: 0.5 },
      kind: 'wrong-type',
    })
  })

  it('lists no more examples of a kind than asked for', async () => {
    const missing = sourceOf([
      { gold: [span(0, 1, 'PER')], predicted: [] },
      { gold: [span(1, 2, 'PER')], predicted: [] },
    ])
    expect(await errorsDocument(missing, { which: 'all', examplesPerKind: 1 })).toMatchObject({
      kinds: { missed: 2 },
      examples: [{ id: 'post-1' }],
    })
  })
})

describe('currentReadings', () => {
  const workshop = new Workshop()
  afterEach(() => workshop.clear())
  const run = (model: string): { model: string; sha256: string; device: string; at: string } => ({
    model,
    sha256: model,
    device: 'cpu',
    at: '2026-01-01T00:00:00.000Z',
  })

  it('leaves out what only an older model has read, and everything before the first', async () => {
    const store = workshop.create()
    publishPosts(store, [
      importedPost('Ada sails', { tags: ['B-PER', 'O'] }),
      importedPost('Lisbon sleeps', { tags: ['B-LOC', 'O'] }),
    ])
    expect(await errorReport(currentReadings(store), 'all')).toMatchObject({ posts: 0 })
    const [first = 0, second = 0] = store.posts.after(0, 10).map((post) => post.id)
    const old = store.predictions.startRun(run('old'))
    store.predictions.store(old, [
      { postId: first, spans: [] },
      { postId: second, spans: [] },
    ])
    const newer = store.predictions.startRun(run('newer'))
    store.predictions.store(newer, [{ postId: second, spans: [scored(0, 1, 'LOC')] }])
    expect(await errorReport(currentReadings(store), 'all')).toMatchObject({ posts: 1, gold: 1, correct: 1 })
  })
})
