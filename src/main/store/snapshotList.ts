import { closeSync, existsSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { Clock } from '../system/clock.ts'
import { checkProject } from './checkProject.ts'
import { storeContext } from './context.ts'
import { labelSet } from './labelSet.ts'
import { connect } from './openDatabase.ts'
import type { Connection } from './openDatabase.ts'
import type { Snapshot, SnapshotReason } from './types.ts'

const NAME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-([a-z]+)(?:-\d+)?\.sqlite$/u

/** The copies of a project's database, newest first. The project may be open, closed or damaged. */
export function listSnapshots(folder: string): Snapshot[] {
  const snapshots = join(folder, 'snapshots')
  if (!existsSync(snapshots)) return []
  return readdirSync(snapshots)
    .flatMap((file) => {
      const parts = NAME.exec(file)
      if (parts === null) return []
      const [, year, month, day, hour, minute, second, milli, reason] = parts
      return {
        name: file.slice(0, -'.sqlite'.length),
        takenAt: `${year}-${month}-${day}T${hour}:${minute}:${second}.${milli}Z`,
        reason: reason as SnapshotReason,
        ...countsIn(join(snapshots, file)),
      }
    })
    .sort((a, b) => (a.name < b.name ? 1 : -1))
}

export function snapshotPath(folder: string, name: string): string {
  return join(folder, 'snapshots', `${name}.sqlite`)
}

interface Counts {
  readonly posts: number | null
  readonly reviewed: number | null
}

function countsIn(file: string): Counts {
  const counts = tried(file, (connection) =>
    connection.get<Counts>(
      `SELECT coalesce(sum(tallies.posts), 0) AS posts, coalesce(sum(tallies.reviewed), 0) AS reviewed
       FROM tallies JOIN files ON files.id = file_id WHERE staged = 0`,
    ),
  )
  return counts ?? { posts: null, reviewed: null }
}

/** The newest copy in which nothing is damaged; null: there is none. Reads them until it finds one. */
export async function newestSoundSnapshot(folder: string, clock: Clock): Promise<Snapshot | null> {
  for (const snapshot of listSnapshots(folder)) {
    // What was set aside was so for a reason.
    if (snapshot.reason === 'replaced') continue
    await nextTurn()
    const sound = tried(snapshotPath(folder, snapshot.name), (connection) => isSound(connection, clock))
    if (sound === true) return snapshot
  }
  return null
}

function isSound(connection: Connection, clock: Clock): boolean {
  const about = connection.get<{ labels: string }>('SELECT labels FROM project')
  if (about === undefined) return false
  const labels = labelSet(JSON.parse(about.labels) as LabelDefinition[])
  for (const damage of checkProject(storeContext(connection, '', labels, clock)))
    if (damage.length > 0) return false
  return true
}

/** Null: the copy cannot be read, is damaged, or is of a program too old to say so. */
function tried<T>(file: string, work: (connection: Connection) => T): T | null {
  let connection: Connection | null = null
  try {
    connection = connect(file, { readOnly: true, mustExist: true, inMemory: isAlone(file) })
    return work(connection)
  } catch {
    return null
  } finally {
    connection?.close()
  }
}

/**
 * Whether a database is kept with a WAL and has none: SQLite would make one beside it only to look. Copies of older
 * programs are so.
 */
function isAlone(file: string): boolean {
  if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) return false
  const handle = openSync(file, 'r')
  try {
    const version = Buffer.alloc(1)
    return readSync(handle, version, 0, 1, 18) === 1 && version[0] === 2
  } finally {
    closeSync(handle)
  }
}
