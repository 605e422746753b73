import { afterEach, expect, it } from 'vitest'
import type { Cut } from '../../shared/domain/cut.ts'
import { uncut } from '../../shared/domain/recut.ts'
import { edit, importedPost, publishPosts, stateWith, Workshop } from './store.fixture.ts'
import type { ProjectStore } from './types.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const cuts: readonly Cut[] = [
  { token: 1, at: 1 },
  { token: 1, at: 7 },
]
const jordan = { start: 2, end: 3, type: 'PER' }

function storeWithPost(): ProjectStore {
  const store = workshop.create()
  publishPosts(store, [importedPost('Watch #JordanWins 😀 now', { tags: ['O', 'B-MISC', 'O', 'O'] })])
  const run = store.predictions.startRun({ model: 'm', sha256: 'x', device: 'cpu', at: 'now' })
  const score = { score: 0.9, runnerUp: null }
  store.predictions.store(run, [{ postId: 1, spans: [{ start: 1, end: 2, type: 'PER', ...score }] }])
  return store
}

it('keeps where a token is split and labels its pieces; the file and its tokens stay as they were', () => {
  const store = storeWithPost()
  const before = store.posts.get(1)
  store.corrections.save(edit({ postId: 1, after: stateWith({ spans: [jordan], cuts }) }))
  const post = store.posts.get(1)
  expect(post).toMatchObject({
    tokens: ['Watch', '#', 'Jordan', 'Wins', '😀', 'now'],
    offsets: [0, 5, 6, 7, 7, 13, 13, 17, 18, 20, 21, 24],
    state: { spans: [jordan], cuts },
    predicted: [{ start: 1, end: 4, type: 'PER' }],
  })
  expect(uncut(post)).toMatchObject({ tokens: before.tokens, offsets: before.offsets })
  const [row] = store.posts.page({ filter: {}, order: 'file', offset: 0, limit: 1 }).rows
  expect(row?.mentions).toEqual([{ start: 7, end: 13, type: 'PER' }])
  const [stored] = store.posts.after(0, 1)
  expect(stored).toMatchObject({ tags: ['O', 'B-MISC', 'O', 'O'], tagsHold: false })

  const [compared] = store.posts.labelled(0, 1)
  expect(compared).toMatchObject({ tokens: post.tokens, predicted: [{ start: 1, end: 4, type: 'PER' }] })

  const back = edit({ editId: 'taken-back', postId: 1, expectedRevision: 1, after: before.state })
  store.corrections.save(back)
  expect(store.posts.get(1)).toEqual({ ...before, revision: 2 })
  expect(store.corrections.history(1)).toMatchObject([{ after: { cuts } }, { before: { cuts } }])
  expect(store.verify()).toEqual([])
})

it('gives models the tokens of the file, and shows over the words what they said of those', () => {
  const store = storeWithPost()
  store.corrections.save(edit({ postId: 1, after: stateWith({ cuts }) }))
  const run = store.predictions.startRun({ model: 'n', sha256: 'y', device: 'cpu', at: 'now' })
  const choice = { which: 'all', unseen: false, after: 0, limit: 9 } as const
  expect(store.predictions.pending(run, choice)[0]?.tokens).toEqual(['Watch', '#JordanWins', '😀', 'now'])
  const spans = [{ start: 1, end: 3, type: 'MISC', score: 0.7, runnerUp: null }]
  store.predictions.store(run, [{ postId: 1, spans }])
  expect(store.posts.get(1).predicted).toMatchObject([{ start: 1, end: 5, type: 'MISC' }])
})

it.each<[string, Cut]>([
  ['outside the tokens', { token: 4, at: 1 }],
  ['before the first character', { token: 0, at: 0 }],
  ['behind the last character', { token: 0, at: 5 }],
  ['between the halves of a character', { token: 2, at: 1 }],
])('refuses a cut %s', (_, cut) => {
  const store = storeWithPost()
  const wrong = edit({ postId: 1, after: stateWith({ cuts: [cut] }) })
  expect(() => store.corrections.save(wrong)).toThrow(/cannot be split.*Nothing was saved/u)
  expect(store.posts.get(1).revision).toBe(0)
})
