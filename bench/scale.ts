/**
 * A project of many generated posts: how long it takes to open, and how long pages of the queue, places in it and
 * searches take, at places among the first twenty thousand. Prints milliseconds by the clock and of the processor alone:
 * the median of each and, where there are twenty samples, the 95th percentile.
 *
 * node bench/scale.ts [posts = 100000]; the goals are stated for 1000000, which takes some minutes to make.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createProject } from '../src/main/store/createProject.ts'
import { openProject } from '../src/main/store/openProject.ts'
import type { PostFilter, PostOrder, ProjectStore } from '../src/main/store/types.ts'
import { systemClock } from '../src/main/system/clock.ts'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import { generatedPost, seeded } from './generatedPosts.ts'
import { median, quantile } from './ratio.ts'

const posts = Number(process.argv[2] ?? 100_000)
const SAMPLES = 20
const CHUNK = 2000
const random = seeded(2)

/** A million small commits would be timed rather than the queue: the posts of a chunk share one. */
function fill(store: ProjectStore): void {
  const file = store.files.begin({
    name: 'g.txt',
    format: 'imgid',
    encoding: 'utf-8',
    sha256: '',
    layout: null,
  })
  for (let start = 0; start < posts; start += CHUNK)
    store.posts.insert(
      file,
      Array.from({ length: Math.min(CHUNK, posts - start) }, (_, index) =>
        generatedPost(start + index, random),
      ),
    )
  store.files.publish([file])
  const run = store.predictions.startRun({ model: 'generated', sha256: '1', device: 'cpu', at: '' })
  for (let start = 0; start < posts; start += CHUNK)
    store.predictions.store(
      run,
      Array.from({ length: Math.min(CHUNK, posts - start) }, (_, index) => ({
        postId: start + index + 1,
        spans: [{ start: 0, end: 2, type: 'PER', score: random(), runnerUp: null }],
      })),
    )
}

/** Milliseconds of the clock, and of the processor alone, which other work on the machine does not lengthen. */
interface Taken {
  readonly clock: number
  readonly processor: number
}

function timed(work: () => unknown): Taken {
  const start = performance.now()
  const used = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(used)
  return { clock: performance.now() - start, processor: (user + system) / 1000 }
}

function line(name: string, samples: readonly Taken[]): void {
  const figures = (['clock', 'processor'] as const).flatMap((which) => {
    const values = samples.map((sample) => sample[which])
    // Of fewer samples one in twenty is none.
    return [median(values).toFixed(1), values.length < SAMPLES ? '' : quantile(values, 0.95).toFixed(1)]
  })
  console.log(`  ${name.padEnd(50)}${figures.map((figure) => figure.padStart(9)).join('')}`.trimEnd())
}

function measure(store: ProjectStore, name: string, filter: PostFilter, order: PostOrder): void {
  const { total } = store.posts.page({ filter, order, offset: 0, limit: 1 })
  const offset = (): number => Math.floor(random() * Math.min(total, 20_000))
  const pages = Array.from({ length: SAMPLES }, () =>
    timed(() => store.posts.page({ filter, order, offset: offset(), limit: 100 })),
  )
  line(`${name}, ${total} posts: page`, pages)
  const ids = store.posts.page({ filter, order, offset: offset(), limit: SAMPLES }).rows.map(({ id }) => id)
  if (ids.length > 0)
    line(
      `${name}: place of a post`,
      ids.map((id) => timed(() => store.posts.position(id, filter, order))),
    )
}

const folder = mkdtempSync(join(tmpdir(), 'vsgn-scale-'))
try {
  const path = join(folder, 'scale.vsgn')
  const made = createProject(path, { name: 'scale', labels: DEFAULT_LABELS, clock: systemClock })
  const filled = timed(() => fill(made))
  const indexed = timed(() => {
    while (!made.search.catchUp(CHUNK)) continue
  })
  made.close()
  const megabytes = statSync(join(path, 'project.sqlite')).size / 1e6
  console.log(
    `${posts} posts, ${megabytes.toFixed(0)} MB, made in ${(filled.processor / 1000).toFixed(1)} s of processor time`,
  )
  console.log(
    `  taken into the search index: ${Math.round(posts / (indexed.processor / 1000))} posts a second of processor time`,
  )

  const opening = Array.from({ length: 3 }, () => {
    let store: ProjectStore | null = null
    const milliseconds = timed(() => {
      store = openProject(path, { clock: systemClock })
      store.overview()
      store.posts.page({ filter: {}, order: 'file', offset: 0, limit: 100 })
    })
    ;(store as ProjectStore | null)?.close()
    return milliseconds
  })
  console.log(`  ${'milliseconds'.padEnd(50)}   median      p95   of the processor`)
  line('open, with counts and first page', opening)
  const store = openProject(path, { clock: systemClock })
  measure(store, 'file order', {}, 'file')
  measure(store, 'not reviewed', { status: 'unreviewed' }, 'file')
  measure(store, 'least certain first', {}, 'least-certain')
  measure(store, 'least certain, not reviewed', { status: 'unreviewed' }, 'least-certain')
  measure(store, 'most worth first', {}, 'worth')
  measure(store, 'most worth, not reviewed', { status: 'unreviewed' }, 'worth')
  measure(store, 'random sample', {}, 'random')
  measure(store, 'split', { split: 'test' }, 'file')
  measure(store, 'score', { scoreAtMost: 0.5 }, 'least-certain')
  measure(store, 'search, a rare word', { text: `no${Math.floor(posts / 2)}` }, 'file')
  measure(store, 'search, a name', { text: 'mount hood' }, 'file')
  measure(store, 'search, an emoji and a prefix', { text: '🏀 institu' }, 'file')
  const details = Array.from({ length: SAMPLES }, () => 1 + Math.floor(random() * posts))
  line(
    'one post',
    details.map((id) => timed(() => store.posts.get(id))),
  )
  store.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
