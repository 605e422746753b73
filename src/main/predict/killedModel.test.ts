import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import { bundledPack } from '../core/modelPacks.ts'
import { fileSource } from '../formats/byteSource.ts'
import { importPosts } from '../import/importPosts.ts'
import { DEFAULT_IMPORT_OPTIONS } from '../import/importTypes.ts'
import { nodeProcesses } from '../jobs/childProcess.ts'
import type { ChildProcess } from '../jobs/childProcess.ts'
import { createModelClient } from '../jobs/modelClient.ts'
import { createProject } from '../store/createProject.ts'
import { systemClock } from '../system/clock.ts'
import { predictPosts } from './predictPosts.ts'

const POSTS = 640
const KILLS = 10

/** As `IMGID` records; the numbers make every post another one. */
function postsFile(): string {
  const records = Array.from({ length: POSTS }, (_, number) => {
    const tail = Array.from({ length: number % 7 }, () => 'again\tO\n').join('')
    return `IMGID:${number}\nPresident\tO\nObama\tB-PER\nvisits\tO\nLondon\tB-LOC\nno${number}\tO\n${tail}\n`
  })
  return records.join('')
}

test(
  'ten kills of the process that runs the bundled model: one prediction a post, none lost or doubled',
  { timeout: 300_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'killed-'))
    const store = createProject(join(folder, 'p.vsgn'), {
      name: 'p',
      labels: DEFAULT_LABELS,
      clock: systemClock,
    })
    const children: ChildProcess[] = []
    const notes: string[] = []
    const node = nodeProcesses()
    const model = createModelClient(
      {
        spawn: (name) => {
          const child = node.spawn(name)
          children.push(child)
          return child
        },
      },
      ({ note }) => notes.push(note),
    )
    try {
      writeFileSync(join(folder, 'posts.txt'), postsFile())
      const sources = [await fileSource(join(folder, 'posts.txt'))]
      await importPosts({
        target: store,
        sources,
        options: DEFAULT_IMPORT_OPTIONS,
        captions: null,
        pictures: null,
      })
      let kills = 0
      let killed: ChildProcess | undefined
      const report = await predictPosts(
        { store, model, clock: systemClock },
        { pack: bundledPack(), device: 'cpu', which: 'unreviewed', limit: null },
        {
          signal: new AbortController().signal,
          progress: ({ done = 0 }) => {
            if (kills >= KILLS || done <= kills * (POSTS / (KILLS + 2))) return
            // what it had answered before is still told
            const child = children.at(-1)
            if (child === killed) return
            kills += 1
            killed = child
            child?.kill()
          },
          stored: () => undefined,
        },
      )
      expect(kills).toBe(KILLS)
      expect(children).toHaveLength(KILLS + 1)
      expect(notes.filter((note) => note.includes('SIGKILL'))).toHaveLength(KILLS)
      expect(report).toMatchObject({ tweets: POSTS, setAside: [], already: 0 })
      const posts = store.posts.after(0, POSTS + 1)
      expect(posts).toHaveLength(POSTS)
      const run = store.predictions.current()?.id
      expect(posts.filter(({ predictedRun }) => predictedRun === run)).toHaveLength(POSTS)
      const spans = posts.reduce((sum, { predicted }) => sum + (predicted?.length ?? 0), 0)
      expect(spans).toBe(report.spans)
      expect(spans).toBeGreaterThan(POSTS)
    } finally {
      model.close()
      store.close()
      rmSync(folder, { recursive: true })
    }
  },
)
