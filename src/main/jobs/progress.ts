import type { Json } from '../../shared/domain/json.ts'

/** How far a piece of work is; the same words feed the progress bar and the line of the command line. */
export interface Progress {
  readonly done: number
  /** Null: not known yet. */
  readonly total: number | null
  readonly unit: string
  readonly note: string
  /** Of the job: see there. */
  readonly detail: Json
}

/** Estimates the time left from the work done since the first report of the same phase (unit and total). */
export function createEstimate(): (
  progress: Pick<Progress, 'done' | 'total' | 'unit'>,
  now: number,
) => number | null {
  let phase: { key: string; done: number; at: number } | null = null
  return ({ done, total, unit }, now) => {
    const key = `${unit} ${String(total)}`
    if (phase?.key !== key) phase = { key, done, at: now }
    const worked = done - phase.done
    if (total === null || worked <= 0) return null
    return Math.max(0, Math.round(((now - phase.at) / worked / 1000) * (total - done)))
  }
}
