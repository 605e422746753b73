import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createCoreEvents } from '../../shared/api/coreEvents.ts'
import type { ProjectStore } from '../store/types.ts'
import type { Logger } from '../system/logger.ts'
import { createUnseenPictures } from './unseenPictures.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function begin() {
  const state = { unseen: false, there: false }
  const again: unknown[] = []
  const events = createCoreEvents()
  const logger = { warn: () => undefined } as unknown as Logger
  const unseen = createUnseenPictures({
    events,
    logger,
    canLook: () => state.there,
    readAgain: (store) => {
      again.push(store)
      return Promise.resolve()
    },
  })
  const store = (readOnly = false) =>
    ({ readOnly, predictions: { anyUnseen: () => state.unseen } }) as unknown as ProjectStore
  const predicted = (): void => {
    events.emit('store.changed', { topics: ['predictions'], postIds: null })
  }
  return { state, again, unseen, store, predicted }
}

test('posts with unseen pictures are read again once the detectors are there, once', () => {
  const { state, again, unseen, store, predicted } = begin()
  const project = store()
  state.unseen = true
  unseen.watch(project)
  vi.advanceTimersByTime(60_000)
  expect(again).toEqual([])
  state.there = true
  vi.advanceTimersByTime(60_000)
  predicted()
  vi.advanceTimersByTime(60_000)
  expect(again).toEqual([project])
})

test('a prediction that comes while the detectors are on their way begins the waiting', () => {
  const { state, again, unseen, store, predicted } = begin()
  unseen.watch(store())
  expect(vi.getTimerCount()).toBe(0)
  state.unseen = true
  predicted()
  state.there = true
  vi.advanceTimersByTime(2000)
  expect(again).toHaveLength(1)
})

test('nothing waits for a project that was left, or is open for reading', () => {
  const { state, again, unseen, store, predicted } = begin()
  state.unseen = true
  unseen.watch(store())
  unseen.watch(null)
  unseen.watch(store(true))
  predicted()
  state.there = true
  vi.advanceTimersByTime(60_000)
  expect(again).toEqual([])
})
