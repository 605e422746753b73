import type { Clock } from '../system/clock.ts'

/** What this follows on is the same Ctrl+C: the terminal tells every process of a command, and npm tells its own once more. */
const SAME_STOP_MS = 500

/** What a host needs of its process to be stopped. */
export interface Stoppable {
  on(signal: NodeJS.Signals, listener: () => void): unknown
  exit(status: number): void
}

/**
 * Aborts on Ctrl+C, on a polite kill and when the terminal is closed. Who asks again does not wait for a clean end: the
 * process exits with status 130.
 */
export function stopSignal(stoppable: Stoppable, clock: Clock): AbortSignal {
  const stop = new AbortController()
  let askedAt = 0
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    stoppable.on(name, () => {
      if (!stop.signal.aborted) {
        askedAt = clock.now()
        stop.abort()
      } else if (clock.now() - askedAt > SAME_STOP_MS) stoppable.exit(130)
    })
  return stop.signal
}
