import { expect, test } from 'vitest'
import { readQueues, withQueue, writeQueues } from './savedQueues.ts'
import type { SavedQueue } from './savedQueues.ts'

const audit: SavedQueue = { name: 'audit', filter: {}, order: 'random' }
const doubtful: SavedQueue = { name: 'doubtful', filter: { scoreAtMost: 0.5 }, order: 'least-certain' }

test('queues come back as they were saved, one a name, and a damaged one is left out', () => {
  const stored = new Map<string, string>()
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
  }
  expect(readQueues(storage, 'p')).toEqual([])
  writeQueues(storage, 'p', withQueue(withQueue([doubtful], audit), { ...audit, filter: { flagged: true } }))
  expect(readQueues(storage, 'p')).toEqual([{ ...audit, filter: { flagged: true } }, doubtful])
  expect(readQueues(storage, 'q')).toEqual([])
  stored.set('vsgn.queues/p', JSON.stringify([{ name: 'old', filter: { colour: 1 }, order: 'file' }, audit]))
  expect(readQueues(storage, 'p')).toEqual([audit])
  stored.set('vsgn.queues/p', 'no JSON')
  expect(readQueues(storage, 'p')).toEqual([])
})
