import { WorkbenchError } from '../../shared/api/workbenchError.ts'

const RESTORE =
  'Restore one of its snapshots: choose the project in the workbench and then "Snapshots", or run `vsgn snapshots PROJECT`. The damaged database is kept.'

const MESSAGES: readonly (readonly [prefix: string, message: string])[] = [
  ['SQLITE_FULL', 'The disk is full, so nothing more could be saved. Free some space, then try again.'],
  [
    'SQLITE_READONLY',
    'The project folder cannot be written to. Check its permissions, or copy the project to a folder of yours.',
  ],
  ['SQLITE_NOTADB', `project.sqlite is not a database, or its first page is damaged. ${RESTORE}`],
  ['SQLITE_CORRUPT', `project.sqlite is damaged. ${RESTORE}`],
  [
    'SQLITE_IOERR',
    'The disk reported an error while the project was read or written. What was saved before is kept; check the disk, then open the project again.',
  ],
  [
    'SQLITE_BUSY',
    'Another program is holding project.sqlite. Close it (a backup or a synchronising tool, perhaps), then try again.',
  ],
  [
    'SQLITE_CANTOPEN',
    'project.sqlite could not be opened. Check that the folder is there and may be read and written.',
  ],
]

/** Turns an error of SQLite into words for a person; anything else comes back as it is. */
export function storageError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  const code = isLostSchema(error) ? 'SQLITE_CORRUPT_SCHEMA' : error.code
  const known = MESSAGES.find(([prefix]) => code.startsWith(prefix))
  if (known === undefined) return error
  const translated = new WorkbenchError('storage', known[1], { code })
  translated.cause = error
  return translated
}

/** The database can be read, but what stands in it cannot be right. */
export function damagedDatabase(found: string): WorkbenchError {
  return new WorkbenchError('storage', `project.sqlite is damaged: ${found}. ${RESTORE}`, {
    code: 'SQLITE_CORRUPT',
  })
}

/** The statements of the program are right; a table or column that one misses is gone from a damaged schema. */
function isLostSchema({ message }: Error): boolean {
  return /^(no such (column|table|index)|malformed database schema)/u.test(message)
}

/** The code of SQLite behind a translated error; null: it was not SQLite that failed. */
export function storageCode(error: unknown): string | null {
  if (!(error instanceof WorkbenchError)) return null
  const { details } = error
  if (typeof details !== 'object' || details === null || !('code' in details)) return null
  return typeof details.code === 'string' ? details.code : null
}

/** Whether a file could not be opened because it, or its folder, is not to be written to; then it may still be read. */
export function cannotWrite(error: unknown): boolean {
  return ['SQLITE_CANTOPEN', 'SQLITE_READONLY'].some((prefix) => storageCode(error)?.startsWith(prefix))
}

export function isDamaged(error: unknown): boolean {
  return ['SQLITE_NOTADB', 'SQLITE_CORRUPT'].some((prefix) => storageCode(error)?.startsWith(prefix))
}
