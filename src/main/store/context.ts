import type { Clock } from '../system/clock.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { LabelSet } from './labelSet.ts'
import type { Connection } from './openDatabase.ts'

/** What the parts of one open project share. */
export interface StoreContext {
  readonly connection: Connection
  readonly folder: string
  readonly labels: LabelSet
  readonly clock: Clock
  /** A transaction, or a refusal while the project is open for reading only. */
  write<T>(work: () => T): T
  anyStaged(): boolean
}

export function storeContext(
  connection: Connection,
  folder: string,
  labels: LabelSet,
  clock: Clock,
): StoreContext {
  return {
    connection,
    folder,
    labels,
    clock,
    write: (work) => {
      if (connection.readOnly)
        throw new WorkbenchError(
          'refused',
          'This project is open for reading only, so nothing was changed. Close it where it is open for writing, or make its folder writable, then open it again.',
        )
      return connection.write(work)
    },
    anyStaged: () => connection.get('SELECT 1 FROM files WHERE staged = 1 LIMIT 1') !== undefined,
  }
}
