import { randomUUID } from 'node:crypto'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { WorkbenchErrorKind } from '../../shared/api/workbenchError.ts'
import type { Job, JobKind } from '../../shared/domain/job.ts'
import type { Json } from '../../shared/domain/json.ts'
import type { Clock } from '../system/clock.ts'
import { timestamp } from '../system/clock.ts'
import { createEstimate } from './progress.ts'
import type { Progress } from './progress.ts'

export interface JobContext {
  readonly signal: AbortSignal
  /** Missing keys keep what they last were. */
  readonly progress: (progress: Partial<Progress>) => void
}

/** What a job does. Its value is the result document of docs/cli.md. Rejects with kind `cancelled` when it was stopped. */
export type JobWork = (context: JobContext) => Promise<Json>

export interface JobQueueOptions {
  readonly clock: Clock
  /** Called with every state and at most ten times a second with progress. */
  readonly onChange: (job: Job) => void
  /** Logs an unexpected failure and returns the id of the entry. */
  readonly report: (error: unknown, doing: string) => string
}

export interface JobQueue {
  start(kind: JobKind, title: string, work: JobWork): Job
  /** Newest first; the last hundred of this run of the program. */
  list(): Job[]
  /** Nothing happens to a job that has ended. @throws WorkbenchError `not-found`. */
  cancel(id: string): void
  /** Cancels everything and waits until it has stopped. */
  cancelAll(): Promise<void>
}

/** Jobs of one lane run one after the other: what writes much to the store, what trains, what compares annotators; null: at once. */
const LANES: Readonly<Record<JobKind, 'store' | 'training' | 'agreement' | null>> = {
  import: 'store',
  predict: 'store',
  control: 'store',
  repair: 'store',
  train: 'training',
  compare: 'training',
  agreement: 'agreement',
  export: null,
}
const KEPT = 100
const PROGRESS_EVERY_MS = 100

export function createJobQueue({ clock, onChange, report }: JobQueueOptions): JobQueue {
  const entries = new Map<string, Entry>()
  const lanes = new Map<string, Promise<void>>()

  function change(entry: Entry, changes: Partial<Job>): void {
    entry.job = { ...entry.job, ...changes }
    entry.toldAt = clock.now()
    onChange(entry.job)
  }

  function progress(entry: Entry, changes: Partial<Progress>): void {
    if (entry.job.state !== 'running') return
    const job = { ...entry.job, ...changes }
    const now = clock.now()
    const nextPhase = job.total !== entry.job.total
    entry.job = { ...job, secondsLeft: entry.estimate(job, now) }
    if (now - entry.toldAt < PROGRESS_EVERY_MS && !nextPhase) return
    entry.toldAt = now
    onChange(entry.job)
  }

  async function run(entry: Entry, work: JobWork): Promise<void> {
    const { signal } = entry.cancel
    if (entry.job.state !== 'queued') return
    change(entry, { state: 'running', startedAt: timestamp(clock) })
    try {
      const result = await work({
        signal,
        progress: (changes) => {
          progress(entry, changes)
        },
      })
      change(entry, { state: 'done', secondsLeft: 0, result })
    } catch (error) {
      change(entry, { ...failure(error, signal, entry.job.title), secondsLeft: null })
    }
  }

  function failure(error: unknown, signal: AbortSignal, title: string): Pick<Job, 'state' | 'error'> {
    if (error instanceof WorkbenchError && error.kind === 'cancelled') {
      return { state: 'cancelled', error: ending(error.kind, error.message) }
    }
    if (signal.aborted && error instanceof Error && error.name === 'AbortError') {
      return { state: 'cancelled', error: ending('cancelled', `${title} was cancelled.`) }
    }
    if (error instanceof WorkbenchError) {
      return { state: 'failed', error: ending(error.kind, error.message, error.details) }
    }
    const message = `${title} met an unexpected problem. It is in the log as entry ${report(error, title)}.`
    return { state: 'failed', error: ending('internal', message) }
  }

  function forgetOldest(): void {
    for (const [id, { job }] of entries) {
      if (entries.size <= KEPT) return
      if (job.state !== 'queued' && job.state !== 'running') entries.delete(id)
    }
  }

  function stop(entry: Entry): void {
    entry.cancel.abort()
    if (entry.job.state !== 'queued') return
    change(entry, {
      state: 'cancelled',
      error: ending('cancelled', `${entry.job.title} was cancelled before it began.`),
    })
  }

  return {
    start: (kind, title, work) => {
      const entry: Entry = {
        job: newJob(kind, title, timestamp(clock)),
        cancel: new AbortController(),
        estimate: createEstimate(),
        toldAt: 0,
        ended: Promise.resolve(),
      }
      entries.set(entry.job.id, entry)
      forgetOldest()
      change(entry, {})
      const lane = LANES[kind]
      const before = (lane === null ? null : lanes.get(lane)) ?? Promise.resolve()
      entry.ended = before.then(() => run(entry, work))
      if (lane !== null) lanes.set(lane, entry.ended)
      return entry.job
    },
    list: () => [...entries.values()].map(({ job }) => job).reverse(),
    cancel: (id) => {
      const entry = entries.get(id)
      if (entry === undefined) throw new WorkbenchError('not-found', 'This job is no longer in the list.')
      stop(entry)
    },
    cancelAll: async () => {
      const all = [...entries.values()]
      for (const entry of all) stop(entry)
      await Promise.all(all.map(({ ended }) => ended))
    },
  }
}

function ending(kind: WorkbenchErrorKind, message: string, details: Json = null): Job['error'] {
  return { kind, message, details }
}

interface Entry {
  job: Job
  readonly cancel: AbortController
  readonly estimate: ReturnType<typeof createEstimate>
  toldAt: number
  ended: Promise<void>
}

function newJob(kind: JobKind, title: string, at: string): Job {
  return {
    id: randomUUID(),
    kind,
    title,
    state: 'queued',
    done: 0,
    total: null,
    unit: '',
    note: '',
    startedAt: at,
    secondsLeft: null,
    detail: null,
    result: null,
    error: null,
  }
}
