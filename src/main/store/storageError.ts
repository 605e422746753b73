import { WorkbenchError } from '../../shared/api/workbenchError.ts'

/** A WAL that was left behind would be written into the snapshot, whose pages it does not know. */
const RESTORE =
  'Keep a copy of the project folder; then, in the folder itself, delete project.sqlite and project.sqlite-wal and copy the newest file of snapshots to project.sqlite.'

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
  const code = error.code
  const known = MESSAGES.find(([prefix]) => code.startsWith(prefix))
  if (known === undefined) return error
  const translated = new WorkbenchError('storage', known[1], { code })
  translated.cause = error
  return translated
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
