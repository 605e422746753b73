/**
 * Import of generated posts against bare better-sqlite3 inserts of the same rows into the same schema, in turn,
 * in one run. Prints the ratio and how much memory grew between the first and the last tenth of the import.
 *
 * node bench/import.ts [posts = 100000] [rounds = 3]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import Database from 'better-sqlite3'
import { fileSource } from '../src/main/formats/byteSource.ts'
import { importPosts } from '../src/main/import/importPosts.ts'
import { DEFAULT_IMPORT_OPTIONS } from '../src/main/import/importTypes.ts'
import { createProject } from '../src/main/store/createProject.ts'
import { systemClock } from '../src/main/system/clock.ts'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import { writeGeneratedPosts } from './generatedPosts.ts'
import { median, medianRatio } from './ratio.ts'

const MIB = 1024 * 1024
const posts = Number(process.argv[2] ?? 100_000)
const rounds = Number(process.argv[3] ?? 3)

interface Imported {
  readonly seconds: number
  readonly project: string
  /** Resident memory, bytes, at each report of progress. */
  readonly memory: readonly number[]
}

async function importOnce(folder: string, file: string): Promise<Imported> {
  const project = join(folder, `p${performance.now()}.vsgn`)
  const store = createProject(project, { name: 'bench', labels: DEFAULT_LABELS, clock: systemClock })
  const memory: number[] = []
  const start = performance.now()
  const report = await importPosts({
    target: store,
    sources: [await fileSource(file)],
    options: { ...DEFAULT_IMPORT_OPTIONS, split: 'train' },
    captions: null,
    pictures: null,
    onProgress: () => memory.push(process.memoryUsage.rss()),
  })
  const seconds = (performance.now() - start) / 1000
  store.close()
  const stored = report.files.reduce((sum, each) => sum + each.stored, 0)
  if (stored !== posts) throw new Error(`${stored} of ${posts} posts were stored`)
  return { seconds, project, memory }
}

/** The rows of every table of an imported project, inserted into an empty project in one transaction. */
function insertBare(folder: string, imported: string): number {
  const from = new Database(join(imported, 'project.sqlite'), { readonly: true })
  const tables = from
    .prepare<[], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY rowid",
    )
    .all()
    .map(({ name }) => ({ name, rows: from.prepare<[], unknown[]>(`SELECT * FROM ${name}`).raw().all() }))
    .filter(({ rows }) => rows.length > 0)
  from.close()

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
  const start = performance.now()
  to.transaction(() => {
    for (const { name, rows } of tables) {
      const marks = (rows[0] ?? []).map(() => '?').join(', ')
      const insert = to.prepare(`INSERT INTO ${name} VALUES (${marks})`)
      for (const row of rows) insert.run(...row)
    }
  })()
  const seconds = (performance.now() - start) / 1000
  to.close()
  return seconds
}

const folder = mkdtempSync(join(tmpdir(), 'vsgn-bench-'))
try {
  const file = join(folder, 'posts.txt')
  writeGeneratedPosts(file, posts)
  const imports: number[] = []
  const inserts: number[] = []
  let growth = 0
  for (let round = 0; round < rounds; round++) {
    const imported = await importOnce(folder, file)
    imports.push(imported.seconds)
    inserts.push(insertBare(folder, imported.project))
    const tenth = Math.max(1, Math.floor(imported.memory.length / 10))
    growth = Math.max(
      growth,
      median(imported.memory.slice(-tenth)) - median(imported.memory.slice(tenth, 2 * tenth)),
    )
  }
  console.log(`import of ${posts} posts, ${rounds} rounds`)
  console.log(`  import / bare inserts of the same rows: ${medianRatio(imports, inserts).toFixed(2)}×`)
  console.log(`  posts a second, median: ${Math.round(posts / median(imports))}`)
  console.log(
    `  growth of resident memory from the second to the last tenth: ${Math.round(growth / MIB)} MiB`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
