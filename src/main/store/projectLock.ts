import { hostname } from 'node:os'
import { join } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Clock } from '../system/clock.ts'
import { timestamp } from '../system/clock.ts'
import { connect } from './openDatabase.ts'
import type { Connection } from './openDatabase.ts'
import { isDamaged, storageCode } from './storageError.ts'

/** Who has a project open for writing. */
export interface LockHolder {
  readonly host: string
  readonly pid: number
  readonly since: string
}

export interface ProjectLock {
  /** May be called again. */
  release(): void
}

const ATTEMPTS = 50

/**
 * Takes the one writer's place of a project, or refuses and names who has it. The lock is a write transaction
 * held open on a file of its own, so the operating system gives it back the moment its process ends, however it
 * ends; nothing can go stale and no heart need beat. The row inside only says who holds it.
 */
export function lockProject(folder: string, clock: Clock): ProjectLock {
  const file = join(folder, 'project.lock')
  const lock = connect(file, { busyTimeout: 0 })
  try {
    const me: LockHolder = { host: hostname(), pid: process.pid, since: timestamp(clock) }
    // Between writing the name and taking the lock another starter may step in; then it is asked again.
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (!tried(() => writeHolder(lock, me))) break
      if (tried(() => lock.script('BEGIN IMMEDIATE'))) return { release: () => lock.close() }
    }
    throw refusal(readHolder(lock))
  } catch (error) {
    lock.close()
    throw isDamaged(error) ? damage(file) : error
  }
}

/** Words for `project.sqlite` would have a sound project replaced by an old one. */
function damage(file: string): WorkbenchError {
  return new WorkbenchError(
    'storage',
    `${file} is damaged. It only says who has the project open and holds no work: make sure that nobody has, delete it, then open the project again.`,
  )
}

function writeHolder(lock: Connection, { host, pid, since }: LockHolder): void {
  lock.write(() => {
    lock.script('CREATE TABLE IF NOT EXISTS holder (host TEXT, pid INTEGER, since TEXT) STRICT')
    lock.script('DELETE FROM holder')
    lock.run('INSERT INTO holder VALUES (?, ?, ?)', [host, pid, since])
  })
}

function readHolder(lock: Connection): LockHolder | null {
  let holder: LockHolder | undefined
  const read = tried(() => void (holder = lock.get<LockHolder>('SELECT host, pid, since FROM holder')))
  return read ? (holder ?? null) : null
}

/** False: another connection holds the lock. */
function tried(work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    if (storageCode(error)?.startsWith('SQLITE_BUSY') === true) return false
    throw error
  }
}

function refusal(holder: LockHolder | null): WorkbenchError {
  const who =
    holder === null
      ? 'another window or program'
      : `process ${holder.pid} on ${holder.host} since ${holder.since}`
  return new WorkbenchError(
    'refused',
    `This project is already open for writing (${who}). Use that window, close it first, or open the project for reading only.`,
    { holder: holder === null ? null : { ...holder } },
  )
}
