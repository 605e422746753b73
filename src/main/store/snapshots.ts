import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../system/clock.ts'
import { timestamp } from '../system/clock.ts'
import { connect } from './openDatabase.ts'
import type { Connection } from './openDatabase.ts'
import type { SnapshotReason } from './types.ts'

const KEEP_NEWEST = 10
const KEEP_DAYS = 7

/** Copies an open database while it is in use: never by copying its file, which would lose the WAL. */
export async function takeSnapshot(
  connection: Connection,
  folder: string,
  reason: SnapshotReason,
  clock: Clock,
): Promise<string> {
  const target = snapshotFile(folder, reason, clock)
  await connection.backup(`${target}.part`)
  return finish(folder, target)
}

/** The same at once, for the moment before a migration. */
export function takeSnapshotNow(
  connection: Connection,
  folder: string,
  reason: SnapshotReason,
  clock: Clock,
): string {
  const target = snapshotFile(folder, reason, clock)
  rmSync(`${target}.part`, { force: true })
  connection.run('VACUUM INTO ?', [`${target}.part`])
  return finish(folder, target)
}

/** A name for a new copy, with its folder made. */
export function snapshotFile(folder: string, reason: SnapshotReason, clock: Clock): string {
  const snapshots = join(folder, 'snapshots')
  mkdirSync(snapshots, { recursive: true })
  const name = `${timestamp(clock).replace(/[-:]/gu, '').replace('.', '')}-${reason}`
  let file = join(snapshots, `${name}.sqlite`)
  for (let copy = 2; existsSync(file); copy++) file = join(snapshots, `${name}-${copy}.sqlite`)
  return file
}

function finish(folder: string, target: string): string {
  standAlone(`${target}.part`)
  const handle = openSync(`${target}.part`, 'r+')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(`${target}.part`, target)
  const snapshots = join(folder, 'snapshots')
  for (const name of outdated(readdirSync(snapshots))) rmSync(join(snapshots, name))
  return target
}

/** A copy is looked into without changing anything: no WAL is to be made beside it for that. */
function standAlone(file: string): void {
  const copy = connect(file, { mustExist: true })
  try {
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
}

/** Removes what a snapshot left behind that was cut short. Only the one writer of a project may ask for it. */
export function discardPartialSnapshots(folder: string): void {
  const snapshots = join(folder, 'snapshots')
  if (!existsSync(snapshots)) return
  for (const name of readdirSync(snapshots)) if (name.includes('.sqlite.part')) rmSync(join(snapshots, name))
}

/**
 * Snapshots to remove: all but the newest ten and the newest of each of the last seven days that have one. A database
 * that was set aside stays until a person removes it.
 */
export function outdated(names: readonly string[]): string[] {
  const newestFirst = names
    .filter((name) => /^\d{8}T\d{9}Z-(?!replaced)[\w-]+\.sqlite$/u.test(name))
    .sort()
    .reverse()
  const newestOfDay = new Map<string, string>()
  for (const name of newestFirst) {
    const day = name.slice(0, 8)
    if (!newestOfDay.has(day)) newestOfDay.set(day, name)
  }
  const kept = new Set([
    ...newestFirst.slice(0, KEEP_NEWEST),
    ...[...newestOfDay.values()].slice(0, KEEP_DAYS),
  ])
  return newestFirst.filter((name) => !kept.has(name))
}
