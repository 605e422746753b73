import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { edit, importedPost, publishPosts, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { silentLogger } from '../system/logger.ts'
import { createHourlySnapshots } from './hourlySnapshots.ts'

const HOUR = 3_600_000
const workshop = new Workshop()
let store: ProjectStore
let taken: string[]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  taken = []
  const project = workshop.create()
  publishPosts(project, [importedPost('Ada Berg'), importedPost('Oslo')])
  store = {
    ...project,
    snapshot: async (reason) => {
      const file = await project.snapshot(reason)
      taken.push(reason)
      return file
    },
  }
})
afterEach(() => {
  vi.useRealTimers()
  workshop.clear()
})

async function pass(hours: number, snapshots: ReturnType<typeof createHourlySnapshots>): Promise<void> {
  vi.advanceTimersByTime(hours * HOUR)
  await snapshots.settled()
}

test('an hour with a change makes a snapshot and tells it, an hour without makes none', async () => {
  const told = vi.fn()
  const snapshots = createHourlySnapshots(silentLogger, told)
  snapshots.watch(store)
  await pass(3, snapshots)
  expect(taken).toEqual([])
  store.corrections.save(edit({ postId: 1 }))
  await pass(1, snapshots)
  await pass(1, snapshots)
  expect(taken).toEqual(['hourly'])
  store.corrections.save(edit({ postId: 2 }))
  await pass(1, snapshots)
  expect(taken).toEqual(['hourly', 'hourly'])
  expect(told).toHaveBeenCalledTimes(2)
})

test('a copy that failed is tried again the next hour; a project that is left or only read is not copied', async () => {
  const snapshots = createHourlySnapshots(silentLogger, () => undefined)
  let fails = true
  snapshots.watch({
    ...store,
    snapshot: (reason) => (fails ? Promise.reject(new Error('disk full')) : store.snapshot(reason)),
  })
  store.corrections.save(edit({ postId: 1 }))
  await pass(1, snapshots)
  fails = false
  await pass(1, snapshots)
  expect(taken).toEqual(['hourly'])

  store.corrections.save(edit({ postId: 2 }))
  snapshots.watch({ ...store, readOnly: true })
  await pass(1, snapshots)
  snapshots.watch(store)
  store.corrections.save(edit({ postId: 1, expectedRevision: 1 }))
  snapshots.watch(null)
  await pass(1, snapshots)
  expect(taken).toEqual(['hourly'])
})
