import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AgreementReport } from '../../shared/domain/agreement.ts'
import type { Span } from '../../shared/domain/span.ts'
import {
  edit,
  importedPost,
  publishPosts,
  stateWith,
  steppingClock,
  Workshop,
} from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { settleDifference, undoSettled } from './settleDifference.ts'
import type { Settled } from './settleDifference.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const PER: readonly Span[] = [{ start: 0, end: 1, type: 'PER' }]
const LOC: readonly Span[] = [{ start: 0, end: 1, type: 'LOC' }]

let store: ProjectStore
let agreement: number
/** Mia reviewed three posts as PER; Ben says LOC of the first two and cuts the word of the third. */
beforeEach(() => {
  store = workshop.create()
  publishPosts(
    store,
    ['Paris', 'Jordan', '#Oslo'].map((word) => importedPost(word)),
  )
  for (const postId of [1, 2, 3])
    store.corrections.save(
      edit({ postId, author: 'Mia', after: stateWith({ spans: PER, status: 'reviewed', comment: 'hm' }) }),
    )
  agreement = store.agreements.begin({ first: 'Mia', second: 'Ben', source: 'Ben.vsgn', at: '' })
  const first = { spans: PER, cuts: [] }
  const part = { spans: [{ start: 1, end: 2, type: 'LOC' }], cuts: [{ token: 0, at: 1 }] }
  store.agreements.add(agreement, [
    { postId: 1, first, second: { spans: LOC, cuts: [] } },
    { postId: 2, first, second: { spans: [{ start: 0, end: 1, type: 'TIME' }], cuts: [] } },
    { postId: 3, first, second: part },
  ])
  store.agreements.finish(agreement, {} as AgreementReport)
})

const clock = steppingClock()
const settler = () => ({ store, author: 'Mia', clock })
const settle = (postId: number, take: 'first' | 'second', expectedRevision = 1): Settled =>
  settleDifference(settler(), {
    agreement,
    postId,
    expectedRevision,
    editId: `settle-${postId}-${take}`,
    take,
  })
const settlements = (): string[] =>
  store.agreements.page(agreement, 0, 10).map(({ settlement }) => settlement)

it('makes the second reading gold as a correction by the lead, and touches nothing else of the post', () => {
  expect(settle(1, 'second')).toMatchObject({ postId: 1, revision: 2, repeated: false })
  expect(store.posts.get(1).state).toEqual(stateWith({ spans: LOC, status: 'reviewed', comment: 'hm' }))
  expect(store.corrections.history(1).at(-1)).toMatchObject({ author: 'Mia', editId: 'settle-1-second' })
  expect(settlements()).toEqual(['second', 'open', 'open'])
})

it('takes words cut in parts with the reading that cut them', () => {
  settle(3, 'second')
  expect(store.posts.get(3)).toMatchObject({
    tokens: ['#', 'Oslo'],
    state: { spans: [{ start: 1, end: 2, type: 'LOC' }], cuts: [{ token: 0, at: 1 }] },
  })
  settle(3, 'first', 2)
  expect(store.posts.get(3).tokens).toEqual(['#Oslo'])
  expect(store.posts.get(3).state.cuts).toBeUndefined()
})

it('keeps the first reading by a correction that changes nothing and is in the history', () => {
  settle(1, 'first')
  expect(store.posts.get(1)).toMatchObject({ revision: 2, state: { spans: PER } })
  expect(settlements()).toEqual(['first', 'open', 'open'])
})

it('answers a choice that is sent again as the first time', () => {
  const [first, again] = [settle(1, 'second'), settle(1, 'second')]
  const before = stateWith({ spans: PER, status: 'reviewed', comment: 'hm' })
  const after = { ...before, spans: LOC }
  expect(first.made).toEqual({ kind: 'edit', editId: 'settle-1-second', postId: 1, before, after })
  expect(again).toEqual({ ...first, repeated: true, made: null })
  expect(store.corrections.history(1)).toHaveLength(2)
})

it.each(['first', 'second'] as const)(
  'overwrites nothing when the post was changed meanwhile, whichever is taken: %s',
  (take) => {
    const after = stateWith({ spans: [{ start: 0, end: 1, type: 'ORG' }], status: 'reviewed' })
    store.corrections.save(edit({ postId: 1, author: 'Eve', expectedRevision: 1, after }))
    expect(() => settle(1, take)).toThrow(
      expect.objectContaining({
        kind: 'conflict',
        details: expect.objectContaining({ author: 'Eve', revision: 2 }) as unknown,
      }),
    )
    expect(store.posts.get(1).state).toEqual(after)
    expect(settlements()).toEqual(['other', 'open', 'open'])
    settle(1, take, 2)
    expect(settlements()).toEqual([take, 'open', 'open'])
    expect(store.verify()).toEqual([])
  },
)

it('refuses a type the project does not have, and a post on which the two agree', () => {
  expect(() => settle(2, 'second')).toThrow(/a type this project does not know/u)
  expect(() => settle(99, 'first')).toThrow(expect.objectContaining({ kind: 'not-found' }))
  expect(settlements()).toEqual(['open', 'open', 'open'])
})

it('takes back what was settled, last first, and nothing of before the comparison', () => {
  settle(1, 'second')
  settle(3, 'first')
  expect(undoSettled(settler(), agreement)).toEqual({ postId: 3, editId: 'settle-3-first' })
  expect(settlements()).toEqual(['second', 'open', 'open'])
  expect(undoSettled(settler(), agreement)).toEqual({ postId: 1, editId: 'settle-1-second' })
  expect(store.posts.get(1).state.spans).toEqual(PER)
  expect(store.corrections.history(1).at(-1)).toMatchObject({ undoes: 'settle-1-second' })
  expect(undoSettled(settler(), agreement)).toBeNull()
  expect(store.corrections.history(2)).toHaveLength(1)
})

it('takes back a third reading that was written in review, and leaves what another author decided', () => {
  const third = stateWith({ spans: [{ start: 0, end: 1, type: 'MISC' }], status: 'reviewed' })
  store.corrections.save(edit({ postId: 2, author: 'Mia', expectedRevision: 1, after: third }))
  settle(1, 'second')
  store.corrections.save(edit({ postId: 1, author: 'Eve', expectedRevision: 2, after: third }))
  expect(undoSettled(settler(), agreement)).toMatchObject({ postId: 2 })
  expect(settlements()).toEqual(['other', 'open', 'open'])
  expect(undoSettled(settler(), agreement)).toBeNull()
})
