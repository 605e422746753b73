import { afterEach, describe, expect, it } from 'vitest'
import type { Span } from '../../shared/domain/span.ts'
import { edit, importedPost, publishPosts, stateWith, Workshop } from './store.fixture.ts'
import type { ProjectStore } from './types.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

function storeWithPost(): ProjectStore {
  const store = workshop.create()
  publishPosts(store, [importedPost('Ada Berg in Oslo', { tags: ['B-PER', 'I-PER', 'O', 'B-XYZ'] })])
  return store
}
const per: Span = { start: 0, end: 2, type: 'PER' }
const loc: Span = { start: 3, end: 4, type: 'LOC' }

describe('corrections.save', () => {
  it('answers a repeated edit as it answered the first time', () => {
    const store = storeWithPost()
    const first = edit({ postId: 1, after: stateWith({ spans: [per] }) })
    store.corrections.save(first)
    store.corrections.save(edit({ postId: 1, expectedRevision: 1, after: stateWith({ spans: [] }) }))
    expect(store.corrections.save({ ...first, at: 'later' })).toEqual({
      kind: 'saved',
      postId: 1,
      revision: 1,
      savedAt: first.at,
      repeated: true,
    })
    expect(store.corrections.history(1)).toHaveLength(2)
    expect(store.posts.get(1).state.spans).toEqual([])
  })

  it('refuses an edit made on an older revision and gives both versions', () => {
    const store = storeWithPost()
    const theirs = stateWith({ spans: [per, loc], status: 'reviewed' })
    const yours = stateWith({ spans: [loc], comment: 'a\ud83d b' })
    store.corrections.save(edit({ postId: 1, after: theirs, author: 'Ada', at: 'now' }))
    expect(store.corrections.save(edit({ postId: 1, after: yours, author: 'Bob' }))).toEqual({
      kind: 'conflict',
      postId: 1,
      yours,
      theirs,
      revision: 1,
      author: 'Ada',
      at: 'now',
    })
    expect(store.posts.get(1)).toMatchObject({ state: theirs, revision: 1 })
    expect(store.corrections.history(1)).toHaveLength(1)
  })

  it('keeps before, after, author, time, run and what it undoes', () => {
    const store = storeWithPost()
    const run = store.predictions.startRun({ model: 'm', sha256: 'x', device: 'cpu', at: 'now' })
    store.predictions.store(run, [{ postId: 1, spans: [] }])
    const before = store.posts.get(1).state
    const first = edit({ postId: 1, after: stateWith({ spans: [per], comment: 'half \ud83d' }) })
    store.corrections.save(first)
    const undo = edit({
      postId: 1,
      expectedRevision: 1,
      after: before,
      undoes: first.editId,
      modelRunId: null,
    })
    store.corrections.save(undo)
    expect(store.corrections.history(1)).toEqual([
      {
        editId: first.editId,
        postId: 1,
        revision: 1,
        before,
        after: first.after,
        author: 'Ada',
        at: first.at,
        modelRunId: run,
        undoes: null,
      },
      {
        editId: undo.editId,
        postId: 1,
        revision: 2,
        before: first.after,
        after: before,
        author: 'Ada',
        at: undo.at,
        modelRunId: null,
        undoes: first.editId,
      },
    ])
  })

  it.each<[string, Span[]]>([
    ['end after the last token', [{ start: 3, end: 5, type: 'LOC' }]],
    ['start before the first token', [{ start: -1, end: 1, type: 'LOC' }]],
    ['empty', [{ start: 2, end: 2, type: 'LOC' }]],
    ['half a token', [{ start: 0.5, end: 2, type: 'LOC' }]],
    ['unknown type', [{ start: 0, end: 1, type: 'ABC' }]],
    ['the same twice', [per, loc, per]],
  ])('refuses spans a post cannot hold: %s', (_what, spans) => {
    const store = storeWithPost()
    expect(() => store.corrections.save(edit({ postId: 1, after: stateWith({ spans }) }))).toThrow(
      expect.objectContaining({ kind: 'invalid-input' }),
    )
    expect(store.posts.get(1).revision).toBe(0)
  })

  it('sorts spans, lets them overlap, and lets an unknown type stay where the post came with it', () => {
    const store = storeWithPost()
    const imported: Span = { start: 3, end: 4, type: 'XYZ' }
    const wide: Span = { start: 0, end: 3, type: 'ORG' }
    store.corrections.save(edit({ postId: 1, after: stateWith({ spans: [imported, per, wide] }) }))
    expect(store.posts.get(1).state.spans).toEqual([wide, per, imported])
  })

  it('lets an unknown type stay where the post came with it inside another span', () => {
    const store = workshop.create()
    const spans = [
      { start: 0, end: 3, type: 'WORK' },
      { start: 0, end: 2, type: 'LOC' },
    ]
    publishPosts(store, [importedPost('New York Times', { spans })])
    const { state } = store.posts.get(1)
    store.corrections.save(edit({ postId: 1, after: { ...state, status: 'reviewed' } }))
    expect(store.posts.get(1).state).toEqual(stateWith({ spans, status: 'reviewed' }))
  })

  it('refuses an edit id that another post has, and a post that is not there', () => {
    const store = storeWithPost()
    publishPosts(store, [importedPost('b')])
    const first = edit({ postId: 1 })
    store.corrections.save(first)
    expect(() => store.corrections.save({ ...first, postId: 2 })).toThrow(
      expect.objectContaining({ kind: 'invalid-input' }),
    )
    expect(() => store.corrections.save(edit({ postId: 99 }))).toThrow(
      expect.objectContaining({ kind: 'not-found' }),
    )
  })

  it('counts tag problems only while the tags still say what gold says', () => {
    const store = storeWithPost()
    const { state } = store.posts.get(1)
    expect(store.posts.count({ problems: true })).toBe(1)
    store.corrections.save(edit({ postId: 1, after: { ...state, status: 'reviewed' } }))
    expect(store.posts.count({ problems: true })).toBe(1)
    expect(store.posts.after(0, 1)[0]?.tagsHold).toBe(true)
    store.corrections.save(edit({ postId: 1, expectedRevision: 1, after: { ...state, spans: [per, loc] } }))
    expect(store.posts.count({ problems: true })).toBe(0)
    expect(store.posts.after(0, 1)[0]).toMatchObject({
      tagsHold: false,
      tags: ['B-PER', 'I-PER', 'O', 'B-XYZ'],
    })
  })
})

it('tells who changed how many posts, since when', () => {
  const store = workshop.create()
  publishPosts(store, [importedPost('Ada sails'), importedPost('Bo rows')])
  const [early, late] = ['2026-01-01T10:00:00.000Z', '2026-01-02T10:00:00.000Z']
  const flagged = stateWith({ flagged: true })
  store.corrections.save(edit({ postId: 1, author: 'Ada', at: early, after: flagged }))
  store.corrections.save(
    edit({ postId: 1, author: 'Ada', at: late, expectedRevision: 1, after: stateWith({}) }),
  )
  store.corrections.save(edit({ postId: 2, author: 'Ada', at: early, after: flagged }))
  store.corrections.save(
    edit({ postId: 2, author: 'Bo', at: early, expectedRevision: 1, after: stateWith({}) }),
  )
  expect(store.corrections.people('2026-01-02T00:00:00.000Z')).toEqual([
    { author: 'Ada', posts: 2, changes: 3, today: 1, latest: late },
    { author: 'Bo', posts: 1, changes: 1, today: 0, latest: early },
  ])
})
