import type { Client } from '../src/shared/api/client.ts'
import type { Job } from '../src/shared/domain/job.ts'
import { expect } from './workbench.ts'

/** Waits until a job that was started has ended, in whatever way. */
export async function ended(client: Client, { id }: Pick<Job, 'id'>): Promise<Job> {
  const find = async (): Promise<Job | undefined> =>
    (await client.call('jobs.list', {})).find((job) => job.id === id)
  await expect
    .poll(async () => (await find())?.state, { timeout: 45_000 })
    .toMatch(/^(done|failed|cancelled)$/)
  const job = await find()
  if (job === undefined) throw new Error(`job ${id} is not in the list`)
  return job
}
