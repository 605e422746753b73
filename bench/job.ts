/**
 * The pre-annotation job over generated posts in a project of its own: the share of its time in which a batch is with
 * the model process, and how long a batch takes, which bounds what a stop or a change of progress waits for. Time of the
 * clock from the first batch to the end of the job, without the loading of the model.
 *
 * node bench/job.ts [posts = 4000] [pack = the bundled one]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { bundledPack } from '../src/main/core/modelPacks.ts'
import { nodeProcesses } from '../src/main/jobs/childProcess.ts'
import { createModelClient } from '../src/main/jobs/modelClient.ts'
import { predictPosts } from '../src/main/predict/predictPosts.ts'
import { createProject } from '../src/main/store/createProject.ts'
import { systemClock } from '../src/main/system/clock.ts'
import { DEFAULT_LABELS } from '../src/shared/domain/labels.ts'
import { generatedPost, seeded } from './generatedPosts.ts'
import { quantile } from './ratio.ts'

const posts = Number(process.argv[2] ?? 4000)
const pack = process.argv[3] ?? bundledPack()

const folder = mkdtempSync(join(tmpdir(), 'vsgn-job-'))
const store = createProject(join(folder, 'job.vsgn'), {
  name: 'job',
  labels: DEFAULT_LABELS,
  clock: systemClock,
})
const random = seeded(3)
const file = store.files.begin({ name: 'g', format: 'imgid', encoding: 'utf-8', sha256: '', layout: null })
store.posts.insert(
  file,
  Array.from({ length: posts }, (_, number) => generatedPost(number, random)),
)
store.files.publish([file])

const model = createModelClient(nodeProcesses(), () => undefined)
const batches: { readonly from: number; readonly to: number }[] = []
const watched: typeof model = {
  ...model,
  tag: async (inputs) => {
    const from = performance.now()
    const spans = await model.tag(inputs)
    batches.push({ from, to: performance.now() })
    return spans
  },
}
const report = await predictPosts(
  { store, model: watched, clock: systemClock },
  { pack, device: 'cpu', which: 'all', limit: null },
  { signal: new AbortController().signal, progress: () => undefined, stored: () => undefined },
)
const whole = performance.now() - (batches[0]?.from ?? Number.NaN)
model.close()
store.close()
rmSync(folder, { recursive: true })

const times = batches.map(({ from, to }) => to - from)
const reading = times.reduce((sum, time) => sum + time, 0)
const milliseconds = (q: number): string => `${quantile(times, q).toFixed(0)} ms`
console.log(`${report.tweets} posts read by ${report.model.name} in ${(whole / 1000).toFixed(1)} s`)
console.log(
  `the model process has a batch for ${((100 * reading) / whole).toFixed(1)} % of the time (goal: 95)`,
)
console.log(
  `a batch takes ${milliseconds(0.5)} (p50), ${milliseconds(0.95)} (p95), ${milliseconds(1)} at most`,
)
