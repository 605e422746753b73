import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AgreementReport } from '../../shared/domain/agreement.ts'
import type { Span } from '../../shared/domain/span.ts'
import { openProject } from './openProject.ts'
import { edit, importedPost, publishPosts, stateWith, steppingClock, Workshop } from './store.fixture.ts'
import type { ProjectStore } from './types.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const PER: readonly Span[] = [{ start: 0, end: 1, type: 'PER' }]
const LOC: readonly Span[] = [{ start: 0, end: 1, type: 'LOC' }]
const report = { differing: 3 } as AgreementReport
const names = { first: 'Ada', second: 'Ben', source: 'ben.jsonl', at: '2026-01-01T00:00:00.000Z' }

let store: ProjectStore
let id: number
/** Four posts labelled PER; on all but the second, Ben says LOC. */
beforeEach(() => {
  store = workshop.create()
  publishPosts(
    store,
    ['one', 'two', 'three', 'four'].map((word) =>
      importedPost(word, { tags: ['B-PER'], status: 'reviewed' }),
    ),
  )
  id = begun()
  store.agreements.finish(id, report)
})

function begun(): number {
  const begunId = store.agreements.begin(names)
  const readings = { first: { spans: PER, cuts: [] }, second: { spans: LOC, cuts: [] } }
  store.agreements.add(
    begunId,
    [1, 3, 4].map((postId) => ({ postId, ...readings })),
  )
  return begunId
}

function say(postId: number, spans: readonly Span[], more: Parameters<typeof edit>[0] | object = {}): string {
  const { revision } = store.posts.get(postId)
  const made = edit({
    postId,
    expectedRevision: revision,
    after: stateWith({ spans, status: 'reviewed' }),
    ...more,
  })
  expect(store.corrections.save(made).kind).toBe('saved')
  return made.editId
}

const settlements = (): string[] => store.agreements.page(id, 0, 10).map(({ settlement }) => settlement)

it('lists comparisons once they are finished, and forgets those that never were', () => {
  const unfinished = begun()
  // Finished before gamma was measured.
  expect(store.agreements.list()).toEqual([
    { ...names, id, report: { ...report, gamma: null }, differing: 3, left: 3 },
  ])
  store.agreements.begin(names)
  expect(store.agreements.page(unfinished, 0, 10)).toEqual([])
})

it('lists posts in file order, each with its place, its neighbours and both readings', () => {
  expect(store.agreements.page(id, 1, 1)).toEqual([{ postId: 3, settlement: 'open' }])
  expect(store.agreements.post(id, 3)).toEqual({
    postId: 3,
    first: { spans: PER, cuts: [] },
    second: { spans: LOC, cuts: [] },
    settlement: 'open',
    position: 1,
    previous: 1,
    next: 4,
  })
  expect(store.agreements.post(id, 1)).toMatchObject({ previous: null, next: 3 })
  expect(() => store.agreements.post(id, 2)).toThrow('not among those')
})

it('tells from gold what became of a post, and from the log whether the first reading was kept', () => {
  say(1, LOC)
  say(3, [...PER, { start: 0, end: 1, type: 'ORG' }])
  expect(settlements()).toEqual(['second', 'other', 'open'])
  const kept = say(4, PER)
  expect(settlements()).toEqual(['second', 'other', 'open'])
  store.agreements.keep(id, 4, kept)
  expect(settlements()).toEqual(['second', 'other', 'first'])
  const back = say(4, PER, { undoes: kept })
  expect(settlements()).toEqual(['second', 'other', 'open'])
  say(4, PER, { undoes: back })
  expect(settlements()).toEqual(['second', 'other', 'first'])
  expect(store.agreements.list()).toMatchObject([{ differing: 3, left: 0 }])
})

it('takes no flag and no comment for a decision, and cuts for a part of the reading', () => {
  say(1, PER, { after: stateWith({ spans: PER, status: 'reviewed', flagged: true, comment: 'hm' }) })
  expect(settlements()).toEqual(['open', 'open', 'open'])
  const cut = { spans: PER, status: 'reviewed', cuts: [{ token: 0, at: 1 }] } as const
  say(1, PER, { after: stateWith(cut) })
  expect(settlements()).toEqual(['other', 'open', 'open'])
})

it('goes on with the next post that is not settled, and from the end with the first', () => {
  const nextOpen = (of: number, postId: number): number | null => store.agreements.nextOpen(of, postId)
  expect(nextOpen(id, 0)).toBe(1)
  expect(nextOpen(id, 1)).toBe(3)
  say(3, LOC)
  expect(nextOpen(id, 1)).toBe(4)
  expect(nextOpen(id, 4)).toBe(1)
  say(1, LOC)
  expect(nextOpen(id, 4)).toBe(4)
  say(4, LOC)
  expect(nextOpen(id, 0)).toBeNull()
})

it('is found again when the project is opened again, and forgotten without touching gold', () => {
  say(1, LOC)
  const { folder } = store
  store.close()
  store = workshop.closeLater(openProject(folder, { clock: steppingClock() }))
  expect(store.agreements.list()).toMatchObject([{ id, differing: 3, left: 2 }])
  store.agreements.forget(id)
  expect(store.agreements.list()).toEqual([])
  expect(store.posts.get(1).state.spans).toEqual(LOC)
  expect(store.verify()).toEqual([])
})
