import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Clock } from '../system/clock.ts'
import { fileReason } from '../system/fileReason.ts'
import { refuseNewer, schemaVersion } from './migrate.ts'
import { openDatabase } from './openDatabase.ts'
import type { Connection } from './openDatabase.ts'
import { APPLICATION_ID, DATABASE_NAME } from './projectFile.ts'
import { lockProject } from './projectLock.ts'
import { listSnapshots, snapshotPath } from './snapshotList.ts'
import { snapshotFile } from './snapshots.ts'
import { isDamaged } from './storageError.ts'

/**
 * Puts a copy of a closed project in the place of its database. The present one is kept among the snapshots as
 * `replaced`, so that this can be taken back in the same way; it need not be sound. At every moment the project has a
 * database. Throws WorkbenchError: `not-found` (no such snapshot), `refused` (open for writing elsewhere), `storage`
 * (the snapshot is damaged itself, or nothing can be written).
 */
export function restoreSnapshot(folder: string, name: string, clock: Clock): void {
  if (!listSnapshots(folder).some((snapshot) => snapshot.name === name))
    throw new WorkbenchError('not-found', `There is no snapshot ${name} in ${folder}. Nothing was changed.`)
  const lock = lockProject(folder, clock)
  const file = join(folder, DATABASE_NAME)
  const fresh = join(folder, `${DATABASE_NAME}.restored`)
  try {
    copy(snapshotPath(folder, name), fresh)
    requireSound(fresh)
    setAside(folder, file, clock)
    // Its pages would be written into a database that does not know them. What is in it was set aside.
    for (const companion of ['-wal', '-shm']) rmSync(`${file}${companion}`, { force: true })
    renameSync(fresh, file)
  } catch (error) {
    throw asStorage(error)
  } finally {
    for (const companion of ['', '-wal', '-shm']) rmSync(`${fresh}${companion}`, { force: true })
    lock.release()
  }
}

/** A database, with the changes that are still beside it. */
function copy(from: string, to: string): void {
  copyFileSync(from, to)
  flush(to)
  if (!hasWal(from)) return
  copyFileSync(`${from}-wal`, `${to}-wal`)
  flush(`${to}-wal`)
}

const hasWal = (file: string): boolean => (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0

function flush(file: string): void {
  const handle = openSync(file, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Opening it takes in what stands beside it, and closing leaves one file. */
function requireSound(file: string): void {
  const version = soundVersion(file)
  if (version === null)
    throw new WorkbenchError(
      'storage',
      'This snapshot is damaged itself. Nothing was changed; choose another one.',
    )
  refuseNewer(version)
}

/** The schema of a database; null: it is damaged, or none of ours. */
function soundVersion(file: string): number | null {
  let connection: Connection | null = null
  try {
    connection = openDatabase(file, { mustExist: true })
    const ours = Number(connection.pragma('application_id')) === APPLICATION_ID
    return ours && connection.pragma('quick_check') === 'ok' ? schemaVersion(connection) : null
  } catch (error) {
    if (isDamaged(error)) return null
    throw error
  } finally {
    connection?.close()
  }
}

/** Keeps the present database under another name as well, whatever state it is in. */
function setAside(folder: string, file: string, clock: Clock): void {
  if (!existsSync(file)) return
  const aside = snapshotFile(folder, 'replaced', clock)
  if (hasWal(file)) {
    copyFileSync(`${file}-wal`, `${aside}-wal`)
    flush(`${aside}-wal`)
  }
  try {
    linkSync(file, aside)
  } catch {
    // Not every file system has a second name for a file.
    copyFileSync(file, aside)
    flush(aside)
  }
}

function asStorage(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof WorkbenchError || !('code' in error)) return error
  const [found, advice] = fileReason(String(error.code))
  return new WorkbenchError('storage', `The snapshot was not restored: ${found}. ${advice}.`)
}
