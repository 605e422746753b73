import { expect, test } from 'vitest'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Job } from '../../shared/domain/job.ts'
import { createJobQueue } from './jobQueue.ts'
import type { JobQueue } from './jobQueue.ts'

function setUp(): {
  queue: JobQueue
  seen: Job[]
  reported: unknown[]
  time: { ms: number }
  ended: (id: string) => Promise<Job>
} {
  const seen: Job[] = []
  const reported: unknown[] = []
  const time = { ms: 1_000_000 }
  const waiting = new Map<string, (job: Job) => void>()
  const queue = createJobQueue({
    clock: { now: () => time.ms },
    onChange: (job) => {
      seen.push(job)
      if (!['queued', 'running'].includes(job.state)) waiting.get(job.id)?.(job)
    },
    report: (error) => `entry-${reported.push(error)}`,
  })
  const ended = (id: string): Promise<Job> => new Promise((resolve) => waiting.set(id, resolve))
  return { queue, seen, reported, time, ended }
}

test('a job goes from queued to running to done and keeps its result', async () => {
  const { queue, seen, ended } = setUp()
  const { id } = queue.start('import', 'Import a.txt', () => Promise.resolve({ outcome: 'accepted' }))
  const job = await ended(id)
  expect(seen.map(({ state }) => state)).toEqual(['queued', 'running', 'done'])
  expect(job.result).toEqual({ outcome: 'accepted' })
  expect(queue.list()).toEqual([job])
})

test('heavy jobs run one after the other, an export runs beside them', async () => {
  const { queue, ended } = setUp()
  const log: string[] = []
  let letGo: () => void = () => undefined
  const held = new Promise<void>((resolve) => (letGo = resolve))
  const work = (name: string, until: Promise<void>) => async () => {
    log.push(name)
    await until
    return null
  }
  const first = queue.start('predict', 'first', work('first', held))
  const second = queue.start('import', 'second', work('second', Promise.resolve()))
  const beside = queue.start('export', 'beside', work('beside', Promise.resolve()))
  const bothHeavy = [ended(first.id), ended(second.id)]
  await ended(beside.id)
  expect(log).toEqual(['first', 'beside'])
  expect(queue.list().find(({ id }) => id === second.id)?.state).toBe('queued')
  letGo()
  await Promise.all(bothHeavy)
  expect(log).toEqual(['first', 'beside', 'second'])
})

test('a failure keeps kind, message and details; an unexpected one is logged and its text stays inside', async () => {
  const { queue, reported, ended } = setUp()
  const full = queue.start('import', 'Import', () =>
    Promise.reject(new WorkbenchError('storage', 'The disk is full.', { code: 'ENOSPC' })),
  )
  const fullEnded = ended(full.id)
  const broken = queue.start('import', 'Import', () => Promise.reject(new TypeError('secret')))
  const brokenEnded = ended(broken.id)
  expect(await fullEnded).toMatchObject({
    state: 'failed',
    error: { kind: 'storage', message: 'The disk is full.', details: { code: 'ENOSPC' } },
  })
  expect(await brokenEnded).toMatchObject({ state: 'failed', error: { kind: 'internal' } })
  expect((await brokenEnded).error?.message).toContain('entry-1')
  expect((await brokenEnded).error?.message).not.toContain('secret')
  expect(reported).toHaveLength(1)
})

test('cancelling tells a running job and skips a waiting one', async () => {
  const { queue, ended } = setUp()
  let begun = false
  const running = queue.start(
    'predict',
    'running',
    ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new WorkbenchError('cancelled', 'stopped after 3 of 7'))
        })
      }),
  )
  const waiting = queue.start('predict', 'waiting', () => {
    begun = true
    return Promise.resolve(null)
  })
  await Promise.resolve()
  const ends = Promise.all([ended(waiting.id), ended(running.id)])
  queue.cancel(waiting.id)
  queue.cancel(running.id)
  const [skipped, stopped] = await ends
  expect(skipped.state).toBe('cancelled')
  expect(stopped).toMatchObject({ state: 'cancelled', error: { message: 'stopped after 3 of 7' } })
  await queue.cancelAll()
  expect(begun).toBe(false)
  expect(() => {
    queue.cancel('unknown')
  }).toThrow(expect.objectContaining({ kind: 'not-found' }))
})

test('progress says how long it will take and is told at most ten times a second', async () => {
  const { queue, seen, time, ended } = setUp()
  const { id } = queue.start('predict', 'Predict', ({ progress }) => {
    progress({ done: 10, total: 110, unit: 'posts' })
    for (let done = 11; done <= 60; done++) {
      time.ms += 20
      progress({ done })
    }
    return Promise.resolve(null)
  })
  await ended(id)
  const told = seen.filter(({ state, done }) => state === 'running' && done > 0)
  expect(told.length).toBeLessThanOrEqual(11)
  // 50 posts in 1 s: the 50 that are left need another second.
  expect(told.at(-1)).toMatchObject({ done: 60, total: 110, secondsLeft: 1 })
})
