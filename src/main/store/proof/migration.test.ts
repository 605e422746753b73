import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, it } from 'vitest'
import { newestVersion, schemaVersion } from '../migrate.ts'
import { OLD_POSTS, oldProject } from '../oldProject.fixture.ts'
import { openDatabase } from '../openDatabase.ts'
import { openProject } from '../openProject.ts'
import { DATABASE_NAME } from '../projectFile.ts'
import { steppingClock, Workshop } from '../store.fixture.ts'
import { start, times } from './proof.fixture.ts'
import { randomNumbers } from './randomNumbers.ts'

// docs/reliability.md P17: a kill while a project of an older program is brought up to date.
const workshop = new Workshop()
afterEach(() => workshop.clear())

const KILLS = times('VSGN_KILLS', 8)
const SEED = times('VSGN_SEED', 20261123)
const POINTS = ['before-snapshot-ends', 'in-step', 'between-steps'] as const

const olderVersions = Array.from({ length: newestVersion() - 1 }, (_, index) => index + 1)

it.each(olderVersions)('brings a project of version %i up to date with all its rows', (version) => {
  const folder = workshop.folder()
  oldProject(folder, version)
  expectWhole(folder)
  expect(readdirSync(join(folder, 'snapshots'))).toEqual([expect.stringContaining('-migration.sqlite')])
})

it(
  `leaves the old or the new version at ${KILLS} kills during a migration (seed ${SEED})`,
  async () => {
    const random = randomNumbers(SEED)
    const found = new Set<'old' | 'new'>()
    for (let kill = 0; kill < KILLS; kill++) {
      const folder = workshop.folder()
      const version = 1 + (kill % olderVersions.length)
      oldProject(folder, version)
      await killOnce(folder, kill, random)
      const left = versionOf(folder)
      expect(left).toBeGreaterThanOrEqual(version)
      found.add(left === version ? 'old' : 'new')
      // Nothing moved before the old file was copied whole.
      if (left > version) expect(snapshotVersions(folder)).toEqual([version])
      expectWhole(folder)
      workshop.clear()
    }
    // Kills that all come too late would show nothing.
    expect(found).toContain('old')
  },
  60_000 + KILLS * 20_000,
)

/** Three of four kills aim at a named point, the rest come at a random moment. */
async function killOnce(folder: string, kill: number, random: () => number): Promise<void> {
  const point = POINTS[kill % (POINTS.length + 1)]
  const running = start('migrator', [folder], point === undefined ? {} : { VSGN_KILL: point })
  if (point === undefined) {
    await running.saw('begun')
    await sleep(random() * 20)
    running.child.kill('SIGKILL')
  }
  const { lines, errors } = await running.ended
  expect(errors).toBe('')
  if (point !== undefined) expect(lines).toEqual(['begun'])
}

function versionOf(folder: string): number {
  return look(join(folder, DATABASE_NAME))
}

function snapshotVersions(folder: string): number[] {
  const names = readdirSync(join(folder, 'snapshots')).filter((name) => name.endsWith('.sqlite'))
  return names.map((name) => look(join(folder, 'snapshots', name)))
}

function look(file: string): number {
  const connection = openDatabase(file, { mustExist: true })
  try {
    expect(connection.pragma('integrity_check')).toBe('ok')
    return schemaVersion(connection)
  } finally {
    connection.close()
  }
}

function expectWhole(folder: string): void {
  const store = workshop.closeLater(openProject(folder, { clock: steppingClock() }))
  expect(store.verify()).toEqual([])
  expect(store.overview()).toMatchObject({
    posts: OLD_POSTS,
    reviewed: OLD_POSTS / 10,
    predicted: OLD_POSTS / 3,
    pictures: { ok: OLD_POSTS / 3 },
  })
  const [first] = store.posts.after(9, 1)
  expect(first).toMatchObject({ externalId: 'old_10', tokens: ['Ada', 'Berg', '10'], revision: 1 })
  expect(store.corrections.history(10).map(({ editId }) => editId)).toEqual(['old-edit-10'])
  store.close()
}
