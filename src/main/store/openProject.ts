import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { Clock } from '../system/clock.ts'
import { captionStore } from './captions.ts'
import { checkProject } from './checkProject.ts'
import { storeContext } from './context.ts'
import type { StoreContext } from './context.ts'
import { agreementStore } from './agreements.ts'
import { causeStore } from './causes.ts'
import { bulkStore } from './bulkChanges.ts'
import { correctionStore } from './corrections.ts'
import { discardStaged, fileStore } from './files.ts'
import { labelSet } from './labelSet.ts'
import { bringUpToDate, newestVersion, refuseNewer, schemaVersion } from './migrate.ts'
import { openDatabase } from './openDatabase.ts'
import type { Connection } from './openDatabase.ts'
import { overviewOf } from './overview.ts'
import { pictureStore } from './pictures.ts'
import { postStore } from './posts.ts'
import { predictionStore } from './predictions.ts'
import { readingStore } from './readings.ts'
import { ruleStore } from './rules.ts'
import { searchStore } from './searchIndex.ts'
import { APPLICATION_ID, DATABASE_NAME } from './projectFile.ts'
import { lockProject } from './projectLock.ts'
import type { ProjectLock } from './projectLock.ts'
import { discardPartialSnapshots, takeSnapshot } from './snapshots.ts'
import { cannotWrite, damagedDatabase } from './storageError.ts'
import { tagRepairStore } from './tagRepairs.ts'
import type { ProjectStore } from './types.ts'
import { verifyProject } from './verify.ts'

export interface OpenProjectOptions {
  readonly clock: Clock
  /** Looks without touching: no lock, no migration, every write refused. */
  readonly readOnly?: boolean
}

/**
 * Opens a project folder. Throws WorkbenchError: `not-found` (no project there), `refused` (open for writing
 * elsewhere; details name the holder), `storage` (damaged, newer than this program, folder not writable).
 */
export function openProject(
  folderGiven: string,
  { clock, readOnly = false }: OpenProjectOptions,
): ProjectStore {
  const folder = resolve(folderGiven)
  const file = join(folder, DATABASE_NAME)
  if (!existsSync(file))
    throw new WorkbenchError(
      'not-found',
      `${folder} is not a project: it holds no ${DATABASE_NAME}. Choose a folder whose name ends in .vsgn, or make a new project.`,
    )
  const version = lookInto(file)
  return readOnly ? openToRead(folder, file, version, clock) : openToWrite(folder, file, clock)
}

/** Checks, without changing a byte, that this is a project this program can read; gives its schema version. */
function lookInto(file: string): number {
  const connection = connectToRead(file)
  try {
    if (Number(connection.pragma('application_id')) !== APPLICATION_ID)
      throw new WorkbenchError(
        'storage',
        `${file} is a database of another program. Choose the folder of a project.`,
      )
    const version = schemaVersion(connection)
    refuseNewer(version)
    return version
  } finally {
    connection.close()
  }
}

/**
 * In a folder that cannot be written to SQLite cannot make the companion files a WAL database needs. Without a
 * WAL there is nothing in them to miss, so the file can be read into memory instead.
 */
function connectToRead(file: string): Connection {
  try {
    return openDatabase(file, { readOnly: true, mustExist: true })
  } catch (error) {
    if (!cannotWrite(error) || !mayBeRead(file)) throw error
    if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0)
      throw new WorkbenchError(
        'storage',
        `The last changes of this project are still in ${DATABASE_NAME}-wal, and its folder cannot be written to, so that they cannot be read. Copy the whole folder to a place of yours and open it there.`,
      )
    return openDatabase(file, { readOnly: true, mustExist: true, inMemory: true })
  }
}

function mayBeRead(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return true
  } catch {
    return false
  }
}

function openToRead(folder: string, file: string, version: number, clock: Clock): ProjectStore {
  if (version < newestVersion())
    throw new WorkbenchError(
      'storage',
      'This project was made by an older program and must be brought up to date first. Open it once for writing, in a copy of its folder where this one cannot be written to.',
    )
  return projectStore(connectToRead(file), folder, clock, null)
}

function openToWrite(folder: string, file: string, clock: Clock): ProjectStore {
  const lock = lockProject(folder, clock)
  let connection: Connection | null = null
  try {
    connection = openDatabase(file, { mustExist: true })
    discardPartialSnapshots(folder)
    bringUpToDate(connection, { folder, clock })
    return projectStore(connection, folder, clock, lock)
  } catch (error) {
    connection?.close()
    lock.release()
    throw error
  }
}

function projectStore(
  connection: Connection,
  folder: string,
  clock: Clock,
  lock: ProjectLock | null,
): ProjectStore {
  const about = connection.get<{ name: string; labels: string }>('SELECT name, labels FROM project')
  const labels = readLabels(about?.labels)
  if (about === undefined || labels === null) throw damagedDatabase('its name or its labels are lost')
  const context: StoreContext = storeContext(connection, folder, labelSet(labels), clock)
  if (!connection.readOnly) discardStaged(context)
  return {
    folder,
    readOnly: connection.readOnly,
    name: about.name,
    labels,
    files: fileStore(context),
    posts: postStore(context),
    corrections: correctionStore(context),
    predictions: predictionStore(context),
    pictures: pictureStore(context),
    captions: captionStore(context),
    tagRepairs: tagRepairStore(context),
    causes: causeStore(context),
    rules: ruleStore(context),
    readings: readingStore(context),
    bulk: bulkStore(context),
    agreements: agreementStore(context),
    search: searchStore(context),
    overview: () => overviewOf(context),
    transaction: (work) => context.write(work),
    verify: () => verifyProject(context),
    check: () => checkProject(context),
    snapshot: (reason) => takeSnapshot(connection, folder, reason, clock),
    rowsWritten: () => connection.get<{ rows: number }>('SELECT total_changes() AS rows')?.rows ?? 0,
    close: () => {
      connection.close()
      lock?.release()
    },
  }
}

/** Null: they are damaged. */
function readLabels(json: string | undefined): LabelDefinition[] | null {
  try {
    const labels: unknown = JSON.parse(json ?? '')
    return Array.isArray(labels) ? (labels as LabelDefinition[]) : null
  } catch {
    return null
  }
}
