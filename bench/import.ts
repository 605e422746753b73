/**
 * Import and export of generated posts in the formats of large data sets, each against the same work bare: reading the
 * bytes of the file and inserting the same rows into the same schema (import), in turn, in one run. Prints the ratio, the
 * peak of resident memory, and how long a person waits for the next post meanwhile.
 *
 * node bench/import.ts [imgid | jsonl | csv | parquet | all = all] [posts = 20000] [rounds = 3]
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { exportPosts } from '../src/main/export/exportPosts.ts'
import type { ExportOptions } from '../src/main/export/exportTypes.ts'
import { fileSource } from '../src/main/formats/byteSource.ts'
import { importPosts } from '../src/main/import/importPosts.ts'
import { DEFAULT_IMPORT_OPTIONS } from '../src/main/import/importTypes.ts'
import { createProject } from '../src/main/store/createProject.ts'
import { openProject } from '../src/main/store/openProject.ts'
import type { ProjectStore } from '../src/main/store/types.ts'
import { systemClock } from '../src/main/system/clock.ts'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import { writeGeneratedPosts } from './generatedPosts.ts'
import { median, medianRatio, quantile } from './ratio.ts'

const MIB = 1024 * 1024
/** What a person asks for while an import runs, and how often. */
const ASKED_EVERY_MS = 20
const REVIEWED = 100

const FORMATS = {
  imgid: { format: 'imgid', variant: null },
  jsonl: { format: 'jsonl', variant: null },
  csv: { format: 'csv', variant: 'tokens' },
  parquet: { format: 'huggingface', variant: 'parquet' },
} as const
type FormatName = keyof typeof FORMATS

const [given = 'all', count = '20000', times = '3'] = process.argv.slice(2)
const names = given === 'all' ? (Object.keys(FORMATS) as FormatName[]) : [given as FormatName]
const posts = Number(count)
const rounds = Number(times)

interface Measured {
  readonly seconds: number
  /** Bytes of resident memory at its highest. */
  readonly peak: number
}

interface Imported extends Measured {
  readonly project: string
  /** Milliseconds from asking for the next post to having it. */
  readonly waits: readonly number[]
}

/** Runs `work`. Where the system counts the highest resident memory and forgets it on request, that is what `peak` is. */
async function measured(work: () => Promise<void>): Promise<Measured> {
  const counted = forgetPeak()
  let peak = process.memoryUsage.rss()
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50)
  const start = performance.now()
  await work()
  const seconds = (performance.now() - start) / 1000
  clearInterval(timer)
  return { seconds, peak: counted ? countedPeak() : Math.max(peak, process.memoryUsage.rss()) }
}

/** Linux, proc(5): begins to count VmHWM anew; false: this system does not. */
function forgetPeak(): boolean {
  try {
    writeFileSync('/proc/self/clear_refs', '5')
    return true
  } catch {
    return false
  }
}

function countedPeak(): number {
  const [, kibibytes = ''] = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Number(kibibytes) * 1024
}

/** Asks for the next post again and again, as the review page does; the wait counts from when it was asked. */
function reviewing(store: ProjectStore): { readonly waits: number[]; stop: () => void } {
  const waits: number[] = []
  let position = 0
  let due = performance.now() + ASKED_EVERY_MS
  let timer = setTimeout(ask, ASKED_EVERY_MS)
  function ask(): void {
    position = store.posts.after(position, 1)[0]?.position ?? 0
    const now = performance.now()
    waits.push(now - due)
    due = now + ASKED_EVERY_MS
    timer = setTimeout(ask, ASKED_EVERY_MS)
  }
  return { waits, stop: () => clearTimeout(timer) }
}

async function importInto(store: ProjectStore, file: string): Promise<void> {
  const report = await importPosts({
    target: store,
    sources: [await fileSource(file)],
    options: { ...DEFAULT_IMPORT_OPTIONS, split: 'train' },
    captions: null,
    pictures: null,
  })
  const [read] = report.files
  if (read === undefined || read.read !== read.stored + read.skipped + read.refused || read.stored === 0)
    throw new Error(`${report.outcome}: ${read?.problems[0]?.message ?? 'nothing was stored'}`)
}

/** `asks`: somebody reviews meanwhile, which takes the import some of its time. */
async function importOnce(folder: string, file: string, reviewed: string, asks: boolean): Promise<Imported> {
  const project = join(folder, `p${performance.now()}.vsgn`)
  const store = createProject(project, { name: 'bench', labels: DEFAULT_LABELS, clock: systemClock })
  await importInto(store, reviewed)
  const review = asks ? reviewing(store) : null
  const { seconds, peak } = await measured(() => importInto(store, file))
  review?.stop()
  store.close()
  return { seconds, peak, project, waits: review?.waits ?? [] }
}

async function exportOnce(project: string, path: string, name: FormatName): Promise<Measured> {
  const source = openProject(project, { clock: systemClock, readOnly: true })
  const { format, variant } = FORMATS[name]
  const options: ExportOptions = {
    format,
    ...(variant === null ? {} : { variant }),
    which: 'all',
    tags: 'gold',
    miscAsOther: false,
  }
  const at = '2026-01-01T00:00:00.000Z'
  const found = await measured(async () => {
    await exportPosts({ source, path, options, author: 'bench', at })
  })
  source.close()
  return found
}

/** Reads every byte of a file and does nothing with it. */
async function readBare(file: string): Promise<number> {
  const start = performance.now()
  let bytes = 0
  for await (const chunk of (await fileSource(file)).open()) bytes += chunk.length
  if (bytes !== statSync(file).size) throw new Error(`${file} was not read whole`)
  return (performance.now() - start) / 1000
}

/** Rows held in memory at once: a million posts and their texts would be gigabytes. */
const ROWS = 20_000

/**
 * Seconds to insert the rows of every table of an imported project into an empty one, in one transaction. Reading them is
 * not counted.
 */
function insertBare(folder: string, imported: string): number {
  const from = new Database(join(imported, 'project.sqlite'), { readonly: true })
  const tables = from
    .prepare<[], { name: string }>(
      // The search index and its own tables are filled beside the import, not by it.
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'",
    )
    .all()

  const target = join(folder, `b${performance.now()}.vsgn`)
  createProject(target, { name: 'bench', labels: DEFAULT_LABELS, clock: systemClock }).close()
  const to = new Database(join(target, 'project.sqlite'))
  to.pragma('synchronous = FULL')
  to.pragma('foreign_keys = OFF')
  // Bare means that nothing is kept up to date on the way; the counts come along as rows.
  for (const { name } of to
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    .all())
    to.exec(`DROP TRIGGER ${name}`)
  for (const { name } of tables) to.exec(`DELETE FROM ${name}`)
  let milliseconds = 0
  const timed = (work: () => void): void => {
    const start = performance.now()
    work()
    milliseconds += performance.now() - start
  }
  timed(() => to.exec('BEGIN IMMEDIATE'))
  for (const { name } of tables)
    for (const rows of rowsOf(from, name))
      timed(() => {
        const insert = to.prepare(`INSERT INTO ${name} VALUES (${(rows[0] ?? []).map(() => '?').join(', ')})`)
        for (const row of rows) insert.run(...row)
      })
  timed(() => to.exec('COMMIT'))
  to.close()
  from.close()
  rmSync(target, { recursive: true })
  return milliseconds / 1000
}

function* rowsOf(from: Database.Database, table: string): Generator<unknown[][]> {
  let rows: unknown[][] = []
  for (const row of from.prepare<[], unknown[]>(`SELECT * FROM ${table}`).raw().iterate()) {
    rows.push(row)
    if (rows.length < ROWS) continue
    yield rows
    rows = []
  }
  if (rows.length > 0) yield rows
}

async function benchFormat(folder: string, base: string, reviewed: string, name: FormatName): Promise<void> {
  const file = join(folder, `posts.${name === 'imgid' ? 'txt' : name === 'csv' ? 'tokens.csv' : name}`)
  const exported: Measured[] = []
  const imported: Imported[] = []
  const bare: number[] = []
  const waits: number[] = []
  for (let round = 0; round < rounds; round++) {
    rmSync(file, { force: true })
    exported.push(await exportOnce(base, file, name))
    const alone = await importOnce(folder, file, reviewed, false)
    imported.push(alone)
    bare.push((await readBare(file)) + insertBare(folder, alone.project))
    const beside = await importOnce(folder, file, reviewed, true)
    waits.push(...beside.waits)
    for (const { project } of [alone, beside]) rmSync(project, { recursive: true })
  }
  const seconds = imported.map((each) => each.seconds)
  const peak = (all: readonly Measured[]): number =>
    Math.round(Math.max(...all.map((each) => each.peak)) / MIB)
  console.log(`${name}: ${posts} posts, ${Math.round(statSync(file).size / MIB)} MiB, ${rounds} rounds`)
  console.log(
    `  import / bare reading and inserting of the same rows: ${medianRatio(seconds, bare).toFixed(2)}×`,
  )
  console.log(
    `  posts a second: import ${Math.round(posts / median(seconds))}, export ${Math.round(posts / median(exported.map((each) => each.seconds)))}`,
  )
  console.log(`  peak of resident memory: import ${peak(imported)} MiB, export ${peak(exported)} MiB`)
  console.log(
    `  next post during the import: p50 ${quantile(waits, 0.5).toFixed(1)} ms, p95 ${quantile(waits, 0.95).toFixed(1)} ms`,
  )
}

const unknown = names.find((name) => !(name in FORMATS))
if (unknown !== undefined || !(posts > REVIEWED) || !(rounds > 0))
  throw new Error('usage: node bench/import.ts [imgid | jsonl | csv | parquet | all] [posts] [rounds]')
const folder = mkdtempSync(join(tmpdir(), 'vsgn-bench-'))
try {
  const base = join(folder, 'base.vsgn')
  const generated = join(folder, 'generated.txt')
  const reviewed = join(folder, 'reviewed.txt')
  writeGeneratedPosts(generated, posts)
  writeGeneratedPosts(reviewed, REVIEWED, 2)
  const store = createProject(base, { name: 'base', labels: DEFAULT_LABELS, clock: systemClock })
  await importInto(store, generated)
  store.close()
  for (const name of names) await benchFormat(folder, base, reviewed, name)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
