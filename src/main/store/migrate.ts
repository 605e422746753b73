import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { migrations as released } from './migrations/index.ts'
import type { Migration } from './migrations/index.ts'
import type { Connection } from './openDatabase.ts'

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

function requireConsecutive(steps: readonly Migration[]): void {
  for (const [index, step] of steps.entries())
    if (step.version !== index + 1)
      throw new Error(`migration ${step.name} has version ${step.version}, expected ${index + 1}`)
}
