import { afterEach, describe, expect, it } from 'vitest'
import type { ReadingKey } from '../../shared/domain/reading.ts'
import { importedPost, publishPosts, Workshop } from './store.fixture.ts'
import type { Prediction, ProjectStore } from './types.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const found = (postId: number, type: string): Prediction => ({
  postId,
  spans: [{ start: 0, end: 1, type, score: 0.9, runnerUp: null }],
})
const typesOf = (store: ProjectStore, key: ReadingKey): (string | undefined)[] =>
  store.readings.after(key, 0, 10, 'all').map(({ predicted }) => predicted?.[0]?.type)

/** Two posts that two models have read; the second model, the current one, has read the first post alone. */
function storeWithReadings(): { store: ProjectStore; older: number; newer: number } {
  const store = workshop.create()
  publishPosts(store, [
    importedPost('Ada sails', { tags: ['O', 'O'] }),
    importedPost('Porto sleeps', { tags: ['O', 'O'] }),
  ])
  const run = (model: string): number =>
    store.predictions.startRun({ model, sha256: model, device: 'cpu', at: model })
  const older = run('older')
  store.predictions.store(older, [found(1, 'ORG'), found(2, 'PER')])
  const newer = run('newer')
  store.predictions.store(newer, [found(1, 'PER')])
  return { store, older, newer }
}

describe('readings', () => {
  it('give back what each model run said, the current one or not', () => {
    const { store, older, newer } = storeWithReadings()
    expect(store.readings.list().map(({ run, control }) => [run, control])).toEqual([
      [newer, null],
      [older, null],
    ])
    expect(typesOf(store, { run: older, control: null })).toEqual(['ORG', 'PER'])
    expect(typesOf(store, { run: newer, control: null })).toEqual(['PER'])
    expect(store.readings.after({ run: older, control: null }, 1, 10, 'all')).toHaveLength(1)
    expect(store.readings.after({ run: older, control: null }, 0, 10, 'reviewed')).toEqual([])
  })

  it('keep a control beside its run, seen once it is finished, and change nothing else', () => {
    const { store, newer } = storeWithReadings()
    const key = { run: newer, control: 'no-picture' } as const
    const before = store.posts.after(0, 10)
    store.readings.begin(key, 'today')
    store.readings.add(key, [found(1, 'LOC')])
    expect(store.readings.list()).toHaveLength(2)
    expect(typesOf(store, key)).toEqual([])
    store.readings.finish(key)
    expect(store.readings.list()[1]).toMatchObject({ ...key, model: 'newer', at: 'today' })
    expect(typesOf(store, key)).toEqual(['LOC'])
    expect(store.posts.after(0, 10)).toEqual(before)
    expect(store.predictions.current()?.id).toBe(newer)
  })

  it('forget a control that is begun again or was never finished', () => {
    const { store, newer } = storeWithReadings()
    const key = { run: newer, control: 'shuffled' } as const
    store.readings.begin(key, 'today')
    store.readings.add(key, [found(1, 'LOC')])
    store.readings.begin(key, 'later')
    store.readings.add(key, [found(1, 'MISC')])
    store.readings.finish(key)
    expect(typesOf(store, key)).toEqual(['MISC'])
    store.readings.begin({ ...key, control: 'no-caption' }, 'later')
    store.readings.forgetUnfinished()
    expect(() => store.readings.add({ ...key, control: 'no-caption' }, [])).toThrow('begun again')
    expect(store.readings.list().map(({ control }) => control)).toEqual([null, 'shuffled', null])
  })
})
