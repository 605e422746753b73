import { setTimeout as passed } from 'node:timers/promises'
import type { Client } from '../src/shared/api/client.ts'
import type { Job } from '../src/shared/domain/job.ts'

const ENDS = ['done', 'failed', 'cancelled']

/** Waits until a job that was started has ended, in whatever way; `timeout` in milliseconds. */
export async function ended(client: Client, { id }: Pick<Job, 'id'>, timeout = 45_000): Promise<Job> {
  const last = Date.now() + timeout
  for (;;) {
    const job = (await client.call('jobs.list', {})).find((each) => each.id === id)
    if (job !== undefined && ENDS.includes(job.state)) return job
    if (Date.now() > last)
      throw new Error(`job ${id} is ${job?.state ?? 'not in the list'} after ${timeout} ms`)
    await passed(100)
  }
}
