import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runChild } from '../import/testing/killedChild.ts'
import { seededRandom } from '../import/testing/mutants.ts'
import { importedPost, publishPosts, quickFolder, Workshop } from '../store/store.fixture.ts'

// docs/reliability.md P9: a file is the old bytes or the complete new ones. VSGN_KILLS sets the number.
const KILLS = Number(process.env['VSGN_KILLS'] ?? 30)
const SEED = Number(process.env['VSGN_SEED'] ?? 409)
const CHILD = join(import.meta.dirname, 'testing', 'exportChild.ts')

const workshop = new Workshop()
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(quickFolder(), 'export-kill-'))
})
afterEach(async () => {
  workshop.clear()
  await rm(folder, { recursive: true })
})

it(
  `${KILLS} kills during an export (seed ${SEED}) leave the old file or the whole new one`,
  { timeout: 60_000 + KILLS * 20_000 },
  async () => {
    const random = seededRandom(SEED)
    const project = workshop.create()
    publishPosts(
      project,
      Array.from({ length: 4000 }, (_, n) => importedPost(`art${n} here`, { tags: ['B-MISC', 'O'] })),
    )
    const path = join(folder, 'out')
    const run = (naming: 'misc' | 'other', afterMs: number | null) =>
      runChild(CHILD, [project.folder, path, naming], afterMs)
    const whole = await run('other', null)
    const other = await readFile(path, 'utf8')
    await run('misc', null)
    const misc = await readFile(path, 'utf8')
    expect(other).toBe(misc.replaceAll('B-MISC', 'B-OTHER'))

    let held = misc
    let unfinished = 0
    for (let kill = 0; kill < KILLS; kill++) {
      const naming = held === misc ? 'other' : 'misc'
      const { finished } = await run(naming, random() * whole.workedMs)
      if (!finished) unfinished++
      const found = await readFile(path, 'utf8')
      expect(found === misc || found === other).toBe(true)
      if (finished) expect(found).not.toBe(held)
      held = found
    }
    // Kills that all come too late would show nothing.
    expect(unfinished).toBeGreaterThan(0)
    await run('misc', null)
    expect(await readdir(folder)).toEqual(['out'])
  },
)
