/**
 * The table of docs/performance.md, measured in one go: training steps and serving of both sizes against PyTorch (see
 * bench/train.ts and bench/serve.ts), and the most memory that a training and a served pack take (see bench/memory.ts).
 * Each measurement is a process of its own. Results go to docs/results/performance.json; the page is written from there.
 *
 * node bench/performance.ts [rounds = 4] [only = train,serve,memory]
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { performancePage } from './performancePage.ts'
import type { Performance } from './performancePage.ts'

const root = join(import.meta.dirname, '..')
const file = join(root, 'docs', 'results', 'performance.json')
const rounds = process.argv[2] ?? '4'
const wanted = (process.argv[3] ?? 'train,serve,memory').split(',')
const ARGUMENTS = { train: [rounds], serve: [rounds], memory: [] }

/** What a bench says of itself: the last line it prints with --json. */
function measured(name: keyof typeof ARGUMENTS): unknown {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, `${name}.ts`), ...ARGUMENTS[name], '--json'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  )
  process.stdout.write(stdout)
  if (status !== 0) throw new Error(`bench/${name}.ts ended with status ${status ?? 'unknown'}`)
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '')
}

const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown processor'}`
let results: Performance = existsSync(file)
  ? { ...(JSON.parse(readFileSync(file, 'utf8')) as Performance), machine }
  : { machine }
mkdirSync(dirname(file), { recursive: true })
for (const name of ['train', 'serve', 'memory'] as const) {
  if (!wanted.includes(name)) continue
  results = { ...results, [name]: measured(name) }
  results = { ...results, load: { ...results.load, [name]: loadavg()[0] ?? 0 } }
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  writeFileSync(join(root, 'docs', 'performance.md'), performancePage(results))
}
