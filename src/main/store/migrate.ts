import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Clock } from '../system/clock.ts'
import { migrations as released } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import type { Connection } from './openDatabase.ts'
import { takeSnapshotNow } from './snapshots.ts'

/** The schema this program writes. */
export function newestVersion(steps: readonly Migration[] = released): number {
  return steps.at(-1)?.version ?? 0
}

export function schemaVersion(connection: Connection): number {
  return Number(connection.pragma('user_version'))
}

/** Refuses a file of a newer program before anything is changed. */
export function refuseNewer(version: number, steps: readonly Migration[] = released): void {
  const newest = newestVersion(steps)
  if (version > newest)
    throw new WorkbenchError(
      'storage',
      `This project was last opened by a newer program (its version is ${version}, this program knows up to ${newest}). Nothing was changed; open it with the newer program.`,
      { found: version, known: newest },
    )
}

/** Brings a file up to date, one transaction a step; a stop in between leaves the old or the new version. */
export function migrate(connection: Connection, steps: readonly Migration[] = released): void {
  requireConsecutive(steps)
  refuseNewer(schemaVersion(connection), steps)
  for (const step of steps) {
    connection.write(() => {
      if (step.version <= schemaVersion(connection)) return
      step.up(connection)
      connection.pragma(`user_version = ${step.version}`)
    })
  }
}

/** As `migrate`, with a snapshot of the old file in `snapshots/` first; nothing happens to a file that is up to date. */
export function bringUpToDate(
  connection: Connection,
  { folder, clock, steps = released }: { folder: string; clock: Clock; steps?: readonly Migration[] },
): void {
  const version = schemaVersion(connection)
  refuseNewer(version, steps)
  if (version === newestVersion(steps)) return
  takeSnapshotNow(connection, folder, 'migration', clock)
  migrate(connection, steps)
}

function requireConsecutive(steps: readonly Migration[]): void {
  for (const [index, step] of steps.entries())
    if (step.version !== index + 1)
      throw new Error(`migration ${step.name} has version ${step.version}, expected ${index + 1}`)
}
