import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import { decodeScoredSpans, encodeScoredSpans } from './spanCodec.ts'
import { edit, importedPost, publishPosts, stateWith, Workshop } from './store.fixture.ts'
import type { ProjectStore } from './types.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const span = (score: number, more: Partial<ScoredSpan> = {}): ScoredSpan => ({
  start: 0,
  end: 1,
  type: 'PER',
  score,
  runnerUp: null,
  ...more,
})
const ALL = { which: 'all', unseen: false } as const
const UNREVIEWED = { which: 'unreviewed', unseen: false } as const
const model = (sha256: string) => ({ model: 'vsgn', sha256, device: 'cpu', at: 'now' })

function storeWith(count: number): ProjectStore {
  const store = workshop.create()
  publishPosts(
    store,
    Array.from({ length: count }, (_, index) => importedPost(`post ${index + 1}`)),
  )
  return store
}
const queue = (store: ProjectStore): number[] =>
  store.posts.page({ filter: {}, order: 'least-certain', offset: 0, limit: 99 }).rows.map((row) => row.id)

describe('predictions', () => {
  it('sort posts by their lowest score, those without one last', () => {
    const store = storeWith(5)
    const run = store.predictions.startRun(model('a'))
    store.predictions.store(run, [
      { postId: 2, spans: [span(0.9), span(0.5, { start: 1, end: 2 })] },
      { postId: 3, spans: [] },
      { postId: 5, spans: [span(0.7)] },
    ])
    expect(queue(store)).toEqual([2, 5, 1, 3, 4])
    const { rows } = store.posts.page({ filter: {}, order: 'file', offset: 0, limit: 9 })
    expect(rows.map((row) => row.leastScore)).toEqual([null, 0.5, null, null, 0.7])
    expect(store.posts.get(1).predicted).toBeNull()
    expect(store.posts.get(3).predicted).toEqual([])
    expect(store.overview()).toMatchObject({ predicted: 3, modelRun: { id: run, sha256: 'a' } })
  })

  it('go on with the run of the same model and keep the first prediction of each post', () => {
    const store = storeWith(3)
    const run = store.predictions.startRun(model('a'))
    expect(store.predictions.store(run, [{ postId: 1, spans: [span(0.9)] }])).toBe(1)
    expect(store.predictions.startRun(model('a'))).toBe(run)
    expect(store.predictions.pendingCount(run, ALL)).toBe(2)
    expect(
      store.predictions.store(
        run,
        [1, 2].map((postId) => ({ postId, spans: [span(0.1)] })),
      ),
    ).toBe(1)
    expect(store.posts.get(1).predicted).toEqual([span(0.9)])
    const pending = store.predictions.pending(run, { ...ALL, after: 0, limit: 9 })
    expect(pending.map((post) => post.id)).toEqual([3])
  })

  it('made with an unseen picture are made again once, and not where the post was reviewed', () => {
    const store = storeWith(3)
    const run = store.predictions.startRun(model('a'))
    expect(store.predictions.anyUnseen()).toBe(false)
    store.predictions.store(run, [
      { postId: 1, spans: [span(0.2)], unseen: true },
      { postId: 2, spans: [], unseen: true },
      { postId: 3, spans: [] },
    ])
    store.corrections.save(edit({ postId: 2 }))
    expect(store.predictions.anyUnseen()).toBe(true)
    expect(store.predictions.pendingCount(run, ALL)).toBe(0)
    expect(store.predictions.pendingCount(run, { which: 'all', unseen: true })).toBe(2)
    const again = store.predictions.pending(run, { which: 'unreviewed', unseen: true, after: 0, limit: 9 })
    expect(again.map((post) => post.id)).toEqual([1])
    // still unseen: what is there stays
    expect(store.predictions.store(run, [{ postId: 1, spans: [], unseen: true }])).toBe(0)
    expect(
      store.predictions.store(run, [
        { postId: 1, spans: [span(0.8)] },
        { postId: 3, spans: [span(0.1)] },
      ]),
    ).toBe(1)
    expect([1, 3].map((id) => store.posts.get(id).predicted)).toEqual([[span(0.8)], []])
    expect(store.predictions.anyUnseen()).toBe(false)
    expect(store.overview().predicted).toBe(3)
  })

  it('of a new model take their place post by post', () => {
    const store = storeWith(2)
    const old = store.predictions.startRun(model('a'))
    store.predictions.store(
      old,
      [1, 2].map((postId) => ({ postId, spans: [span(0.2)] })),
    )
    const run = store.predictions.startRun(model('b'))
    store.predictions.store(run, [{ postId: 1, spans: [span(0.8)] }])
    expect(store.posts.after(0, 9).map((post) => post.predictedRun)).toEqual([run, old])
    expect(store.overview().predicted).toBe(1)
    expect(store.posts.count({ run })).toBe(1)
    expect(queue(store)).toEqual([2, 1])
    expect(() => store.predictions.store(old, [])).toThrow(expect.objectContaining({ kind: 'refused' }))
  })

  it('leave out reviewed posts on request', () => {
    const store = storeWith(3)
    store.corrections.save(edit({ postId: 2 }))
    const run = store.predictions.startRun(model('a'))
    expect(store.predictions.pendingCount(run, UNREVIEWED)).toBe(2)
    const pending = store.predictions.pending(run, { ...UNREVIEWED, after: 1, limit: 9 })
    expect(pending.map((post) => post.id)).toEqual([3])
  })

  it('are shown until there is gold, and again when gold is taken back', () => {
    const store = storeWith(1)
    const run = store.predictions.startRun(model('a'))
    store.predictions.store(run, [{ postId: 1, spans: [span(0.4)] }])
    const shown = (): unknown => [
      store.posts.page({ filter: {}, order: 'file', offset: 0, limit: 1 }).rows[0]?.mentions,
      store.posts.page({ filter: { type: 'PER' }, order: 'file', offset: 0, limit: 1 }).total,
    ]
    expect(shown()).toEqual([[{ start: 0, end: 4, type: 'PER' }], 1])
    store.corrections.save(edit({ postId: 1, after: stateWith({ spans: [] }) }))
    expect(shown()).toEqual([[], 0])
    store.corrections.save(edit({ postId: 1, expectedRevision: 1, after: stateWith({ spans: null }) }))
    expect(shown()).toEqual([[{ start: 0, end: 4, type: 'PER' }], 1])
  })

  it('outside their post are refused, with the whole batch', () => {
    const store = storeWith(2)
    const run = store.predictions.startRun(model('a'))
    expect(() =>
      store.predictions.store(run, [
        { postId: 1, spans: [] },
        { postId: 2, spans: [span(0.5, { end: 3 })] },
      ]),
    ).toThrow(expect.objectContaining({ kind: 'model' }))
    expect(store.predictions.pendingCount(run, ALL)).toBe(2)
  })

  it('come back as they were stored', () => {
    const score = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0)
    const spans = fc.array(
      fc.record({
        start: fc.nat(5),
        end: fc.integer({ min: 6, max: 9 }),
        type: fc.string(),
        score,
        runnerUp: fc.option(fc.record({ type: fc.option(fc.string()), score })),
      }),
      { maxLength: 1 },
    )
    fc.assert(
      fc.property(spans, (given) => {
        expect(decodeScoredSpans(encodeScoredSpans(given))).toEqual(given)
      }),
    )
  })
})
