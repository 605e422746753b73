import { afterEach, expect, it } from 'vitest'
import { importedPost, publishPosts, stateWith, steppingClock, Workshop } from '../store/store.fixture.ts'
import { saveCorrection } from './saveCorrection.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

it('saves with author and time, and throws a conflict that carries both versions', () => {
  const store = workshop.create()
  publishPosts(store, [importedPost('Ada Berg')])
  const parts = { store, author: 'Ada', clock: steppingClock(0) }
  const after = stateWith({ spans: [{ start: 0, end: 2, type: 'PER' }], status: 'reviewed' })
  const sent = { editId: 'edit-one', postId: 1, expectedRevision: 0, after, undoes: null }
  const first = { postId: 1, revision: 1, savedAt: '1970-01-01T00:00:01.000Z', repeated: false }
  expect(saveCorrection(parts, sent)).toEqual(first)
  expect(saveCorrection(parts, sent)).toEqual({ ...first, repeated: true })
  const yours = stateWith({ comment: 'mine' })
  expect(() =>
    saveCorrection({ ...parts, author: 'Bob' }, { ...sent, editId: 'edit-two', after: yours }),
  ).toThrow(
    expect.objectContaining({
      kind: 'conflict',
      details: { yours, theirs: after, revision: 1, author: 'Ada', at: first.savedAt },
    }),
  )
})

it('carries the cuts of both versions, which their spans count', () => {
  const store = workshop.create()
  publishPosts(store, [importedPost('go #JordanWins')])
  const parts = { store, author: 'Ada', clock: steppingClock(0) }
  const cutAt = (at: number) =>
    stateWith({ spans: [{ start: 2, end: 3, type: 'PER' }], cuts: [{ token: 1, at }] })
  const sent = { editId: 'edit-one', postId: 1, expectedRevision: 0, after: cutAt(1), undoes: null }
  saveCorrection(parts, sent)
  const details = { yours: cutAt(7), theirs: cutAt(1), revision: 1, author: 'Ada' }
  expect(() => saveCorrection(parts, { ...sent, editId: 'edit-two', after: cutAt(7) })).toThrow(
    expect.objectContaining({ details: { ...details, at: '1970-01-01T00:00:01.000Z' } }),
  )
})
