import { afterEach, expect, it } from 'vitest'
import type { PostState } from '../../shared/domain/post.ts'
import { openProject } from './openProject.ts'
import { edit, importedPost, publishPosts, stateWith, steppingClock, Workshop } from './store.fixture.ts'
import type { ProjectStore } from './types.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const by = { author: 'Ada', at: '2026-01-02T00:00:00.000Z' }
const change = { kind: 'mention', title: 'Oslo: LOC', ...by } as const
const flagged: PostState = stateWith({ flagged: true })

function project(posts: number): ProjectStore {
  const store = workshop.create()
  publishPosts(
    store,
    Array.from({ length: posts }, (_, index) => importedPost(`Oslo number ${index}`)),
  )
  return store
}

const flags = (store: ProjectStore): boolean[] => store.posts.after(0, 10).map(({ state }) => state.flagged)

it('changes posts as one, leaves those that moved on, and is taken back and done again as one', () => {
  const store = project(3)
  store.corrections.save(edit({ postId: 2, after: stateWith({ comment: 'mine' }) }))
  const posts = [1, 2, 3].map((postId) => ({ postId, expectedRevision: 0, after: flagged }))
  const done = store.bulk.apply(change, posts)
  expect(done).toMatchObject({ changed: [1, 3], left: [2] })
  expect(flags(store)).toEqual([true, false, true])
  expect(store.corrections.history(1)).toMatchObject([{ author: 'Ada', after: flagged, undoes: null }])

  const back = store.bulk.undo(done.id, by)
  expect(flags(store)).toEqual([false, false, false])
  expect(store.bulk.list()).toMatchObject([
    { id: back.id, undoes: done.id, posts: 2, undone: false },
    { id: done.id, undoes: null, posts: 2, undone: true, title: 'Oslo: LOC' },
  ])
  expect(() => store.bulk.undo(done.id, by)).toThrow(/taken back already/u)
  store.bulk.undo(back.id, by)
  expect(flags(store)).toEqual([true, false, true])
  expect(store.verify()).toEqual([])
})

it('is taken back from posts that were edited since and whose edits were taken back', () => {
  const store = project(3)
  const posts = [1, 2, 3].map((postId) => ({ postId, expectedRevision: 0, after: flagged }))
  const { id } = store.bulk.apply(change, posts)
  const commented = stateWith({ flagged: true, comment: 'hm' })
  for (const postId of [2, 3])
    store.corrections.save(edit({ editId: `edit-${postId}`, postId, expectedRevision: 1, after: commented }))
  const undoing = edit({ editId: 'undo-2', postId: 2, expectedRevision: 2, after: flagged, undoes: 'edit-2' })
  store.corrections.save(undoing)
  expect(store.bulk.undo(id, by)).toMatchObject({ changed: [1, 2], left: [3] })
  expect(flags(store)).toEqual([false, false, true])
  expect(store.verify()).toEqual([])
})

it('changes nothing when one of the posts cannot hold what is asked', () => {
  const store = project(2)
  const beyond = stateWith({ spans: [{ start: 1, end: 9, type: 'LOC' }] })
  expect(() =>
    store.bulk.apply(change, [
      { postId: 1, expectedRevision: 0, after: flagged },
      { postId: 2, expectedRevision: 0, after: beyond },
    ]),
  ).toThrow()
  expect(flags(store)).toEqual([false, false])
  expect(store.bulk.list()).toEqual([])
})

it('tells after a restart what can be undone and redone, bulk changes among it', () => {
  const store = project(3)
  const save = (editId: string, expectedRevision: number, after: PostState, undoes: string | null) =>
    store.corrections.save(edit({ editId, postId: 1, expectedRevision, after, undoes }))
  const commented = stateWith({ flagged: true, comment: 'hm' })
  save('edit-flag', 0, flagged, null)
  save('edit-comment', 1, commented, null)
  const { id } = store.bulk.apply(change, [{ postId: 2, expectedRevision: 0, after: flagged }])
  store.corrections.save(edit({ postId: 3, author: 'Bo' }))
  const back = store.bulk.undo(id, by)
  save('undo-comment', 2, flagged, 'edit-comment')
  store.close()

  const again = workshop.closeLater(openProject(store.folder, { clock: steppingClock() }))
  const { undo, redo } = again.corrections.undoable('Ada', 100)
  expect(undo).toMatchObject([{ kind: 'edit', editId: 'edit-flag', after: flagged }])
  expect(redo).toMatchObject([
    { kind: 'bulk', bulkId: back.id },
    { kind: 'edit', editId: 'undo-comment', before: flagged, after: commented },
  ])
  again.corrections.save(
    edit({ editId: 'edit-new', postId: 1, expectedRevision: 3, after: stateWith({}), undoes: null }),
  )
  expect(again.corrections.undoable('Ada', 100)).toMatchObject({
    undo: [{ editId: 'edit-flag' }, { editId: 'edit-new' }],
    redo: [],
  })
})

it('offers no change to undo that was taken back under another name', () => {
  const store = project(2)
  const { id } = store.bulk.apply(change, [{ postId: 1, expectedRevision: 0, after: flagged }])
  const first = edit({ postId: 2, after: flagged })
  store.corrections.save(first)
  store.bulk.undo(id, { ...by, author: 'Bo' })
  store.corrections.save(
    edit({ postId: 2, expectedRevision: 1, after: stateWith({}), author: 'Bo', undoes: first.editId }),
  )
  expect(store.corrections.undoable('Ada', 100)).toEqual({ undo: [], redo: [] })
})
