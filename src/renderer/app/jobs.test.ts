import { expect, it } from 'vitest'
import type { Job } from '../../shared/domain/job.ts'
import type { Connection, ConnectionState } from './connection.ts'
import { followJobs } from './jobs.ts'
import { createStore } from './store.ts'

const job = (id: string, state: Job['state']): Job => ({
  ...{ id, kind: 'import', title: `Import ${id}`, state, done: 3, total: 9, unit: 'posts', note: '' },
  ...{ startedAt: '2026-01-01T00:00:00Z', secondsLeft: null, detail: null, result: null, error: null },
})

/** A core whose list of jobs is given by hand; `meet` loses the connection to it and finds it again. */
function core(listed: readonly Job[]) {
  let answer = listed
  const state = createStore<ConnectionState>('open')
  const call = (): Promise<readonly Job[]> => Promise.resolve(answer)
  const connection = { call, on: () => () => undefined, state } as unknown as Connection
  return {
    connection,
    meet: async (next: readonly Job[]) => {
      answer = next
      state.set('lost')
      state.set('open')
      await Promise.resolve()
    },
  }
}

it('lets no job run on that the program forgot when it was started anew', async () => {
  const { connection, meet } = core([job('a', 'running'), job('b', 'queued'), job('c', 'done')])
  const jobs = followJobs(connection)
  await Promise.resolve()
  expect(jobs.all.get().map(({ id }) => id)).toEqual(['a', 'b'])

  await meet([job('b', 'running')])
  expect(jobs.all.get()).toMatchObject([
    {
      id: 'a',
      state: 'failed',
      done: 3,
      error: { message: expect.stringContaining('started anew') as string },
    },
    { id: 'b', state: 'running', error: null },
  ])
})
