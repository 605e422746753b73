/**
 * What the page of error cases asks for (report, examples, causes) over generated posts, against reading the same rows
 * bare: one statement and JSON.parse, in turn, in one run. Processor time, which other work on the machine bends least.
 *
 * node bench/errors.ts [posts = 100000] [rounds = 3]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { causeReport } from '../src/main/analyse/causeReport.ts'
import { currentReadings } from '../src/main/analyse/comparedPosts.ts'
import { errorExamples } from '../src/main/analyse/errorExamples.ts'
import { errorReport } from '../src/main/analyse/errorReport.ts'
import { createProject } from '../src/main/store/createProject.ts'
import type { ProjectStore } from '../src/main/store/types.ts'
import { systemClock } from '../src/main/system/clock.ts'
import { spansFromTags } from '../src/shared/domain/bio.ts'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import type { ScoredSpan } from '../src/shared/domain/span.ts'
import { generatedRecord, seeded } from './generatedPosts.ts'
import { median, medianRatio } from './ratio.ts'

const [count = '100000', times = '3'] = process.argv.slice(2)
const posts = Number(count)
const rounds = Number(times)
const CHUNK = 2000
/** Every so many spans are read wrongly: half of them missed, half of another type. */
const WRONG_EVERY = 6
const random = seeded(1)

function predictedFrom(tags: readonly string[]): ScoredSpan[] {
  return spansFromTags(tags).flatMap((span): ScoredSpan[] => {
    const score = 0.4 + random() * 0.6
    if (random() >= 1 / WRONG_EVERY) return [{ ...span, score, runnerUp: null }]
    return random() < 0.5 ? [] : [{ ...span, type: 'ORG', score, runnerUp: null }]
  })
}

/** Generated posts with gold, each read by a model that is wrong now and then. */
function fill(store: ProjectStore): void {
  const file = store.files.begin({ name: 'g', format: 'imgid', encoding: 'utf-8', sha256: '', layout: null })
  const all: (readonly string[])[] = []
  for (let start = 0; start < posts; start += CHUNK) {
    const made = Array.from({ length: Math.min(CHUNK, posts - start) }, (_, index) => {
      const lines = generatedRecord(start + index, random)
        .trimEnd()
        .split('\n')
        .slice(1)
      const tokens = lines.map((line) => line.slice(0, line.indexOf('\t')))
      const tags = lines.map((line) => line.slice(line.indexOf('\t') + 1))
      let at = 0
      const offsets = tokens.flatMap((token) => {
        const begin = at
        at += token.length + 1
        return [begin, at - 1]
      })
      return {
        ...{ externalId: `g_${start + index}`, tokens, tags, text: tokens.join(' '), offsets },
        ...{ picture: null, caption: null, split: null, status: 'unreviewed' as const },
        ...{ meta: null, layout: null, line: start + index + 1 },
      }
    })
    store.posts.insert(file, made)
    all.push(...made.map(({ tags }) => tags))
  }
  store.files.publish([file])
  const at = '2026-01-01T00:00:00.000Z'
  const run = store.predictions.startRun({ model: 'Generated', sha256: '', device: 'cpu', at })
  for (let position = 0, done = 0; ;) {
    const batch = store.posts.labelled(position, CHUNK)
    const last = batch.at(-1)
    if (last === undefined) return
    position = last.position
    store.predictions.store(
      run,
      batch.map(({ id }, index) => ({ postId: id, spans: predictedFrom(all[done + index] ?? []) })),
    )
    done += batch.length
  }
}

/** Seconds of processor time. */
async function busy(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

function readBare(database: Database.Database): void {
  const rows = database
    .prepare<[], [string, string, string]>(
      `SELECT tokens, posts.spans, predictions.spans FROM posts
         JOIN post_content ON post_content.post_id = posts.id
         JOIN predictions ON predictions.post_id = posts.id AND predictions.run_id = posts.run_id`,
    )
    .raw()
  for (const row of rows.iterate()) for (const json of row) JSON.parse(json)
}

const folder = mkdtempSync(join(tmpdir(), 'vsgn-bench-'))
const path = join(folder, 'Errors.vsgn')
const store = createProject(path, { name: 'Errors', labels: DEFAULT_LABELS, clock: systemClock })
try {
  fill(store)
  const database = new Database(join(path, 'project.sqlite'), { readonly: true })
  const source = currentReadings(store)
  const asked = {
    report: () => errorReport(source, 'all'),
    examples: () => errorExamples(source, { which: 'all', offset: 0, limit: 20 }),
    causes: () => causeReport(source, store.causes.list(), 'all'),
  }
  const taken = { report: [], examples: [], causes: [] } as Record<keyof typeof asked, number[]>
  const bare: number[] = []
  for (let round = 0; round < rounds; round++) {
    bare.push(await busy(() => readBare(database)))
    for (const name of Object.keys(asked) as (keyof typeof asked)[]) taken[name].push(await busy(asked[name]))
  }
  database.close()
  console.log(`${posts} posts; the same rows bare: ${median(bare).toFixed(2)} s of processor time`)
  for (const [name, seconds] of Object.entries(taken))
    console.log(`${name}: ${median(seconds).toFixed(2)} s, ${medianRatio(seconds, bare).toFixed(1)}× of bare`)
} finally {
  store.close()
  rmSync(folder, { recursive: true, force: true })
}
