import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openProject } from '../store/openProject.ts'
import { quickFolder, steppingClock, Workshop } from '../store/store.fixture.ts'
import { bytesSource } from '../formats/byteSource.ts'
import { importPosts } from './importPosts.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'
import { runChild } from './testing/killedChild.ts'
import { seededRandom } from './testing/mutants.ts'

// docs/reliability.md P11: an import that is killed leaves none or all of its posts. VSGN_KILLS sets the number.
const KILLS = Number(process.env['VSGN_KILLS'] ?? 20)
const SEED = Number(process.env['VSGN_SEED'] ?? 411)
const POSTS = 3000
const CHILD = join(import.meta.dirname, 'testing', 'importChild.ts')
const CONTENT = Array.from({ length: POSTS }, (_, n) => `IMGID:${n}\nAda${n}\tB-PER\nran\tO\n\n`).join('')

const workshop = new Workshop()
let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(quickFolder(), 'import-kill-'))
})
afterEach(async () => {
  workshop.clear()
  await rm(folder, { recursive: true })
})

function newProject(): string {
  const project = workshop.create()
  const path = project.folder
  project.close()
  return path
}

it(
  `${KILLS} kills during an import (seed ${SEED}) leave all posts or none`,
  { timeout: 60_000 + KILLS * 20_000 },
  async () => {
    const random = seededRandom(SEED)
    const file = join(folder, 'tweets.txt')
    await writeFile(file, CONTENT)
    const whole = await runChild(CHILD, [newProject(), file], null)
    let path = newProject()
    let kept = 0
    for (let kill = 0; kill < KILLS; kill++) {
      const { finished } = await runChild(CHILD, [path, file], random() * whole.workedMs)
      const project = openProject(path, { clock: steppingClock() })
      const count = project.posts.count()
      expect([0, POSTS]).toContain(count)
      expect(project.files.list().map((each) => each.posts)).toEqual(count === 0 ? [] : [POSTS])
      if (finished) expect(count).toBe(POSTS)
      project.close()
      if (count > 0) {
        kept++
        path = newProject()
      }
    }
    // Kills that all come too late would show nothing.
    expect(kept).toBeLessThan(KILLS)

    const project = workshop.closeLater(openProject(path, { clock: steppingClock() }))
    const again = () =>
      importPosts({
        target: project,
        sources: [bytesSource('tweets.txt', CONTENT)],
        options: DEFAULT_IMPORT_OPTIONS,
        captions: null,
        pictures: null,
      })
    expect((await again()).files[0]).toMatchObject({ stored: POSTS })
    expect((await again()).files[0]).toMatchObject({ stored: 0, skipped: POSTS })
    expect(project.posts.count()).toBe(POSTS)
  },
)
