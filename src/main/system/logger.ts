import { mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { pino } from 'pino'

/** Facts that go with a line. Never tokens, cookies or the text of posts. */
export type LogFields = Readonly<Record<string, unknown>>

/** One line of JSON an event, for whoever has to find out what happened. */
export interface Logger {
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

const KEEP_BYTES = 5 * 1024 * 1024

/**
 * Logs to one file, readable by its owner only. A file that has grown beyond 5 MiB is set aside as `….1` at the next
 * start, so the log never takes more than about twice that between two starts.
 *
 * @throws when the file cannot be written.
 */
export function createLogger(file: string): Logger {
  mkdirSync(dirname(file), { recursive: true })
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > KEEP_BYTES) renameSync(file, `${file}.1`)
  // Written at once: the last lines before a crash are the ones that matter.
  const destination = pino.destination({ dest: file, sync: true, mode: 0o600 })
  const lines = pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  return {
    info: (message, fields) => lines.info(readable(fields), message),
    warn: (message, fields) => lines.warn(readable(fields), message),
    error: (message, fields) => lines.error(readable(fields), message),
  }
}

/** Says nothing; for tests and for callers that have no log. */
export const silentLogger: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** An Error does not turn into JSON by itself. */
function readable(fields: LogFields = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      value instanceof Error ? (value.stack ?? value.message) : value,
    ]),
  )
}
