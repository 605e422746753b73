import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { bytesSource } from '../formats/byteSource.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { quickFolder, Workshop } from '../store/store.fixture.ts'
import type { ProjectStore } from '../store/types.ts'
import { importPosts } from './importPosts.ts'
import type { ImportReport } from './importReport.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'
import type { ImportOptions } from './importTypes.ts'
import { openSources } from './openSources.ts'
import { mutantOf, seededRandom } from './testing/mutants.ts'
import { mutantSeeds } from './testing/mutantSeeds.ts'
import type { Seed } from './testing/mutantSeeds.ts'

// docs/reliability.md P10: altered files never crash, never half-import, and always say why. VSGN_MUTANTS sets the number.
const MUTANTS = Number(process.env['VSGN_MUTANTS'] ?? 2000)
const SEED = Number(process.env['VSGN_SEED'] ?? 20_261)
/** Imports into one project, so that known posts and known files are met as well. */
const A_PROJECT = 20
const MOST_MEMORY = 300 * 2 ** 20

const workshop = new Workshop()
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(quickFolder(), 'mutants-'))
})
afterEach(() => {
  workshop.clear()
  rmSync(folder, { recursive: true })
})

interface Mutant {
  readonly name: string
  readonly posts: Buffer
  readonly captions: Buffer | null
  readonly beside: Seed['beside']
  readonly options: Partial<ImportOptions>
}

function mutant(n: number, seeds: readonly Seed[], random: () => number): Mutant {
  const seed = seeds[n % seeds.length] as Seed
  const other = seeds[(n + 1) % seeds.length] as Seed
  const name = `${n}-${seed.name}`
  const options = { ...seed.options, skipBad: random() < 0.3 }
  const { posts, captions, beside, pack = (altered: Buffer): Buffer => altered } = seed
  const sound = { name, posts: pack(posts), captions, beside, options }
  if (captions !== null && random() < 0.25)
    return { ...sound, captions: mutantOf(captions, Buffer.from('{"id":1}'), random) }
  if (beside !== undefined && random() < 0.5)
    return { ...sound, beside: { ...beside, content: mutantOf(beside.content, other.posts, random) } }
  return { ...sound, posts: pack(mutantOf(posts, other.posts, random)) }
}

/** Read in pieces of 64 bytes, so that every kind of thing is met that spans two. */
function sourceOf({ name, posts, beside }: Mutant): ByteSource {
  const source = bytesSource(name, posts, 64)
  if (beside === undefined) return source
  const find = (other: string): ByteSource | null =>
    other.endsWith(beside.ending) ? bytesSource(other, beside.content, 64) : null
  return { ...source, beside: (other) => Promise.resolve(find(other)) }
}

/** A file's name, perhaps an entry, line or record, a sentence; and nothing that is meant for programmers. */
const MESSAGE = /^(?:\d+-[\w.-]+|captions)(?:, .+)?: .+\.$/su
const FOR_PROGRAMMERS = /undefined|\[object|Error:|\s{3}at |\n/u

async function importMutant(project: ProjectStore, each: Mutant): Promise<ImportReport> {
  const path = join(folder, each.name)
  const options = { ...DEFAULT_IMPORT_OPTIONS, ...each.options }
  const captions = each.captions === null ? null : bytesSource('captions', each.captions, 64)
  if (!each.name.endsWith('.zip')) {
    const sources = [sourceOf(each)]
    return importPosts({ target: project, sources, options, captions, pictures: null })
  }
  writeFileSync(path, each.posts)
  const opened = await openSources([path], options.format, () =>
    Promise.resolve({ state: 'broken', reason: 'mute' }),
  )
  try {
    return await importPosts({
      target: project,
      sources: opened.sources,
      options: { ...options, format: opened.format },
      captions,
      pictures: null,
    })
  } finally {
    await opened.close()
    rmSync(path)
  }
}

async function tryMutant(project: ProjectStore, each: Mutant): Promise<ImportReport> {
  const count = project.posts.count()
  const report = await importMutant(project, each)
  let stored = 0
  for (const file of report.files) {
    expect(file.read).toBe(file.stored + file.skipped + file.refused)
    stored += file.stored
  }
  const problems = [...report.files.flatMap((file) => file.problems), ...(report.captions?.problems ?? [])]
  expect(problems.length > 0).toBe(report.outcome !== 'accepted')
  for (const { message } of problems) {
    expect(message).toMatch(MESSAGE)
    expect(message).not.toMatch(FOR_PROGRAMMERS)
  }
  if (report.outcome === 'rejected') {
    expect(problems.some(({ severity }) => severity === 'error')).toBe(true)
    expect(stored).toBe(0)
  }
  expect(project.posts.count()).toBe(count + stored)
  expect(project.files.list().reduce((sum, file) => sum + file.posts, 0)).toBe(count + stored)
  return report
}

it(
  `${MUTANTS} altered files of all formats (seed ${SEED}): no crash, no partial import, always a message`,
  { timeout: 60_000 + MUTANTS * 600 },
  async () => {
    const random = seededRandom(SEED)
    const seeds = await mutantSeeds()
    let project = workshop.create()
    let rejected = 0
    const idle = process.memoryUsage.rss()
    let most = idle
    for (let n = 0; n < MUTANTS; n++) {
      if (n % A_PROJECT === A_PROJECT - 1) {
        workshop.clear()
        project = workshop.create()
        most = Math.max(most, process.memoryUsage.rss())
      }
      const each = mutant(n, seeds, random)
      try {
        if ((await tryMutant(project, each)).outcome === 'rejected') rejected++
      } catch (error) {
        throw new Error(
          `mutant ${n} of seed ${SEED}, ${each.name}: ${JSON.stringify(each.posts.toString('latin1'))}`,
          {
            cause: error,
          },
        )
      }
    }
    // Mutants that are all refused, or all taken, would test next to nothing.
    expect(rejected).toBeGreaterThan(MUTANTS / 10)
    expect(rejected).toBeLessThan((MUTANTS * 9) / 10)
    expect(most - idle).toBeLessThan(MOST_MEMORY)
  },
)
