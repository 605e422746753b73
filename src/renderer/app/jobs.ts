import type { Job } from '../../shared/domain/job.ts'
import type { Connection } from './connection.ts'
import { createStore } from './store.ts'
import type { Store } from './store.ts'

export interface JobList {
  /** Newest first. */
  readonly all: Pick<Store<readonly Job[]>, 'get' | 'subscribe'>
  /** Takes a finished job off the list. */
  dismiss(id: string): void
  cancel(id: string): void
}

export function isActive(job: Job): boolean {
  return job.state === 'queued' || job.state === 'running'
}

/** The jobs of this sitting: those that run when the connection opens, and every one that moves after. */
export function followJobs(connection: Connection): JobList {
  const all = createStore<readonly Job[]>([])
  const upsert = (job: Job): void => {
    all.set((jobs) =>
      jobs.some(({ id }) => id === job.id)
        ? jobs.map((known) => (known.id === job.id ? job : known))
        : [job, ...jobs],
    )
  }
  const read = (): void => {
    if (connection.state.get() !== 'open') return
    connection.call('jobs.list', {}).then(
      (jobs) => {
        const known = new Set(all.get().map(({ id }) => id))
        const listed = new Set(jobs.map(({ id }) => id))
        for (const job of all.get()) if (isActive(job) && !listed.has(job.id)) upsert(forgotten(job))
        for (const job of jobs.toReversed()) if (isActive(job) || known.has(job.id)) upsert(job)
      },
      () => undefined, // a lost connection: asked again when it is back
    )
  }
  connection.on('jobs.progress', upsert)
  connection.state.subscribe(read)
  read()
  return {
    all,
    dismiss: (id) => all.set((jobs) => jobs.filter((job) => job.id !== id)),
    cancel: (id) => void connection.call('jobs.cancel', { id }).catch(() => undefined),
  }
}

/** A job of a program that has ended since: the one that answers now knows nothing of it. */
function forgotten(job: Job): Job {
  const message =
    'The program was started anew before this had ended. Look at what was kept, and start it again.'
  return { ...job, state: 'failed', secondsLeft: null, error: { kind: 'internal', message, details: null } }
}
