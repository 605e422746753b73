import type { Json } from './json.ts'

export type JobKind =
  'import' | 'predict' | 'control' | 'export' | 'repair' | 'train' | 'compare' | 'agreement'
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled'

/** Long work as every host shows it: the same event feeds the progress bar and the CLI line. */
export interface Job {
  readonly id: string
  readonly kind: JobKind
  readonly title: string
  readonly state: JobState
  readonly done: number
  /** Null: not known yet. */
  readonly total: number | null
  readonly unit: string
  readonly note: string
  readonly startedAt: string
  readonly secondsLeft: number | null
  /** What a view of this kind of job draws beside the bar (a training: `trainingDetail`); null: nothing. */
  readonly detail: Json
  /** The document of docs/cli.md for this kind of job once it is done; null before. */
  readonly result: Json
  /** `details` as those of a refused call: what goes with the message for programs, e.g. every post it is about. */
  readonly error: { readonly kind: string; readonly message: string; readonly details: Json } | null
}
