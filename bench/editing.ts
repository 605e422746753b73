/**
 * How long an edit takes from the call to "saved", while nothing else happens, while 100,000 posts are imported and
 * while the bundled model reads posts; each beside a bare commit of one row in the same moments. Prints medians,
 * 95th percentiles and their ratio (docs/reliability.md P4).
 *
 * node bench/editing.ts [edits = 200]
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { createClient } from '../src/shared/api/client.ts'
import { memoryTransport } from '../src/shared/api/memoryTransport.ts'
import type { Job } from '../src/shared/domain/job.ts'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import { createCore } from '../src/main/core.ts'
import { createFileTokens } from '../src/main/core/fileTokens.ts'
import { nodeProcesses } from '../src/main/jobs/childProcess.ts'
import { systemClock } from '../src/main/system/clock.ts'
import { silentLogger } from '../src/main/system/logger.ts'
import { writeGeneratedPosts } from './generatedPosts.ts'
import { median, quantile } from './ratio.ts'

const edits = Number(process.argv[2] ?? 200)
const folder = mkdtempSync(join(tmpdir(), 'vsgn-editing-'))
const tokens = createFileTokens()
const core = await createCore({
  host: 'memory',
  version: 'bench',
  dataDir: join(folder, 'data'),
  clock: systemClock,
  processes: nodeProcesses(),
  files: {
    style: 'dialog',
    choose: () => ({ files: [] }),
    browse: () => Promise.reject(new Error('none')),
  },
  tokens,
  logger: silentLogger,
  sampleProject: null,
})
const [clientEnd, coreEnd] = memoryTransport()
core.dispatcher.attach(coreEnd, 'bench')
const client = createClient(clientEnd)

const options = {
  format: 'auto',
  split: null,
  skipBad: false,
  offsets: null,
  columns: null,
  delimiter: null,
  encoding: null,
}

function startImport(posts: number): Promise<Job> {
  const file = join(folder, `posts-${posts}.txt`)
  writeGeneratedPosts(file, posts, posts)
  return client.call('import.start', {
    files: [tokens.grant(file)],
    pictures: null,
    captions: null,
    options,
  })
}

async function stateOf(id: string): Promise<Job['state']> {
  return (await client.call('jobs.list', {})).find((job) => job.id === id)?.state ?? 'failed'
}

const runs = (state: Job['state']): boolean => state === 'queued' || state === 'running'

async function ended({ id }: Job): Promise<void> {
  while (runs(await stateOf(id))) await sleep(50)
}

const bare = new Database(join(folder, 'bare.sqlite'))
bare.pragma('journal_mode = WAL')
bare.pragma('synchronous = FULL')
bare.exec('CREATE TABLE edits (id INTEGER PRIMARY KEY, content TEXT)')
const insert = bare.prepare('INSERT INTO edits (content) VALUES (?)')

const project = (
  await client.call('projects.create', {
    token: tokens.grant(folder, 'parent'),
    name: 'Editing',
    labels: [...DEFAULT_LABELS],
  })
).location
await ended(await startImport(4000))

/** Edits one post after another, about twenty a second, for as long as `job` runs (null: nothing runs). */
async function measure(what: string, job: Job | null): Promise<void> {
  const saved: number[] = []
  const committed: number[] = []
  for (let edit = 0; edit < edits; edit++) {
    if (job !== null && !runs(await stateOf(job.id))) break
    const { id, revision, state } = await client.call('posts.get', { id: 1 + (edit % 50) })
    const begun = performance.now()
    await client.call('corrections.save', {
      project,
      editId: randomUUID(),
      postId: id,
      expectedRevision: revision,
      after: { ...state, comment: `edit ${edit}` },
      undoes: null,
    })
    saved.push(performance.now() - begun)
    const bareBegun = performance.now()
    insert.run('x'.repeat(400))
    committed.push(performance.now() - bareBegun)
    await sleep(50)
  }
  const figures = [0.5, 0.95, 0.99].map((q) => quantile(saved, q).toFixed(1)).join(' / ')
  console.log(
    `${what}: ${saved.length} edits, median / p95 / p99 ${figures} ms; ${(median(saved) / median(committed)).toFixed(1)}× a bare commit (p95 ${quantile(committed, 0.95).toFixed(1)} ms)`,
  )
}

try {
  await measure('nothing else', null)
  const importing = await startImport(100_000)
  await measure('during an import', importing)
  await client.call('jobs.cancel', { id: importing.id })
  await ended(importing)
  const predicting = await client.call('predict.start', {
    model: 'bundled',
    which: 'all',
    device: 'cpu',
    limit: null,
  })
  await measure('during a prediction', predicting)
  await client.call('jobs.cancel', { id: predicting.id })
  await ended(predicting)
} finally {
  bare.close()
  await core.close()
  rmSync(folder, { recursive: true, force: true })
}
