import { afterAll, expect, it, vi } from 'vitest'
import type { Connection } from '../app/connection.ts'
import { createQueries } from '../app/queryCache.ts'
import { createStore } from '../app/store.ts'
import { createReview } from './review.ts'
import { soloPost } from './testing/soloReview.ts'

// A page that draws no frame: an edit is sent when it does.
const page = { addEventListener: () => undefined, removeEventListener: () => undefined }
vi.stubGlobal('window', { ...page, location: { hash: '' } })
vi.stubGlobal('document', page)
vi.stubGlobal('requestAnimationFrame', () => 0)
afterAll(() => void vi.unstubAllGlobals())

const storage = {
  getItem: () => null,
  setItem: () => undefined,
  removeItem: () => undefined,
  key: () => null,
  length: 0,
} as unknown as Storage

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

it('goes on to the post that is on its way when the cursor moves meanwhile, and stays at the one that is edited', async () => {
  const post = soloPost(['Ada', 'Berg'], [])
  const call = (method: string, params: { id?: number }): Promise<unknown> => {
    if (method === 'posts.get') return params.id === 1 ? Promise.resolve(post) : new Promise(() => undefined)
    if (method === 'posts.position') return Promise.resolve({ position: params.id })
    if (method === 'corrections.undoable') return Promise.resolve({ undo: [], redo: [] })
    return Promise.resolve({ total: 2, reviewed: 0, offset: 0, rows: [] })
  }
  const connection = { call, state: createStore('open'), on: () => () => undefined } as unknown as Connection
  const review = createReview({ connection, queries: createQueries(), storage, project: 'p' })
  review.queue.open(1)
  await settled()
  review.queue.open(2)
  review.act({ type: 'token', delta: 1, extend: false })
  expect(review.queue.state.get().postId).toBe(2)
  review.act({ type: 'flag' })
  expect(review.queue.state.get().postId).toBe(1)
  review.close()
})

it('has an update of a file among what can be undone, as one, once it is done', () => {
  let tell: (job: object) => void = () => undefined
  const connection = {
    call: () => new Promise(() => undefined),
    state: createStore('open'),
    on: (name: string, listener: (job: object) => void) => {
      if (name === 'jobs.progress') tell = listener
      return () => undefined
    },
  } as unknown as Connection
  const review = createReview({ connection, queries: createQueries(), storage, project: 'p' })
  const counts = { added: 1, retagged: 2, corrected: 0, reworded: 0, gone: 0, left: 0 }
  const change = { id: 7, title: 'Update posts.txt', posts: 2 }
  const result = { file: 'posts.txt', ...counts, pictures: null, change }
  tell({ state: 'running', result: null })
  tell({ state: 'done', result: { outcome: 'accepted' } })
  tell({ state: 'done', result: { ...result, change: null } })
  expect(review.session.get().undo).toEqual([])
  tell({ state: 'done', result })
  expect(review.session.get().undo).toEqual([
    { kind: 'bulk', bulkId: 7, title: 'Update posts.txt', posts: 2 },
  ])
  review.close()
})
