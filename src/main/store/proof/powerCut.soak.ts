import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../openDatabase.ts'
import { DATABASE_NAME } from '../projectFile.ts'
import { quickFolder, Workshop } from '../store.fixture.ts'
import { program, projectToEdit, times } from './proof.fixture.ts'
import { randomNumbers } from './randomNumbers.ts'
import { DiskFile, readWriteLog, STRACE_OPTIONS } from './writeLog.ts'
import type { Event } from './writeLog.ts'

const workshop = new Workshop()
afterEach(() => workshop.clear())

const IMAGES = times('VSGN_POWER_CUTS', 1000)
const EDITS = 400
const SEED = 20261123
/** A disk writes sectors whole, files not. */
const SECTOR = 512
const tracing = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0

describe.skipIf(!tracing)('a power cut (needs strace; on Debian: apt install strace)', () => {
  it(
    `loses no acknowledged edit and damages nothing in ${IMAGES} images`,
    () => {
      expect(cutPower('FULL')).toEqual({ images: IMAGES, damaged: 0, withLoss: 0 })
    },
    60_000 + IMAGES * 5_000,
  )

  it(
    'would lose some if commits were not synced, so this test can see it',
    () => {
      const { damaged, withLoss } = cutPower('NORMAL')
      expect(damaged).toBe(0)
      expect(withLoss).toBeGreaterThan(IMAGES / 10)
    },
    60_000 + IMAGES * 5_000,
  )
})

interface Outcome {
  readonly images: number
  readonly damaged: number
  readonly withLoss: number
}

/** Records a run of edits, then cuts the power at random moments and looks at what is left. */
function cutPower(mode: 'FULL' | 'NORMAL'): Outcome {
  const folder = projectToEdit(workshop, tmpdir())
  const before = readFileSync(join(folder, DATABASE_NAME))
  const log = join(folder, 'calls.log')
  spawnSync('strace', [
    ...STRACE_OPTIONS,
    ...['-o', log, process.execPath, program('powerCutEditor'), folder, mode, String(EDITS)],
  ])
  const events = readWriteLog(readFileSync(log, 'latin1'))
  expect(events.filter((event) => event.kind === 'acknowledge')).toHaveLength(EDITS)
  const random = randomNumbers(SEED)
  let damaged = 0
  let withLoss = 0
  for (let image = 0; image < IMAGES; image++) {
    const cut = Math.floor(random() * events.length)
    const left = imageAt(events.slice(0, cut), before, random)
    const found = editsIn(left)
    if (found === null) damaged++
    else if (events.slice(0, cut).some((event) => event.kind === 'acknowledge' && !found.has(event.editId)))
      withLoss++
  }
  return { images: IMAGES, damaged, withLoss }
}

interface Image {
  readonly database: Buffer
  readonly wal: Buffer
}

/** What a disk may hold: all that was synced, and of later writes any of them, some in part. */
function imageAt(events: readonly Event[], before: Buffer, random: () => number): Image {
  const files = { database: new DiskFile(before), wal: new DiskFile() }
  for (const [name, file] of Object.entries(files)) {
    const own = events.filter((event) => event.kind !== 'acknowledge' && event.file === name)
    const synced = own.findLastIndex((event) => event.kind === 'sync')
    const luck = random()
    for (const [index, event] of own.entries()) {
      if (event.kind === 'acknowledge' || event.kind === 'sync') continue
      if (index < synced) file.apply(event)
      else if (random() < luck)
        file.apply(
          event,
          event.kind === 'write' && random() < 0.2
            ? SECTOR * Math.floor((random() * event.bytes.length) / SECTOR)
            : undefined,
        )
    }
  }
  return { database: files.database.bytes, wal: files.wal.bytes }
}

/** The edits a project holds after the power came back; null: the file is damaged. */
function editsIn({ database, wal }: Image): ReadonlySet<string> | null {
  const folder = join(quickFolder(), `vsgn-power-${process.pid}`)
  mkdirSync(folder, { recursive: true })
  const file = join(folder, DATABASE_NAME)
  writeFileSync(file, database)
  writeFileSync(`${file}-wal`, wal)
  try {
    const connection = openDatabase(file, { mustExist: true })
    try {
      const sound = connection.pragma('integrity_check') === 'ok'
      const edits = connection.all<{ edit_id: string }>('SELECT edit_id FROM corrections')
      return sound ? new Set(edits.map((row) => row.edit_id)) : null
    } finally {
      connection.close()
    }
  } catch {
    return null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
