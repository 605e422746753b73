/**
 * The instant retrain: a linear CRF trained on the 5,000 posts of Twitter-2015's train and dev parts, alone and over the
 * bundled pack, by command line as anyone types it. Seconds of the clock, from start to the pack on disk.
 *
 * node bench/linear.ts [rounds = 3]
 *
 * The data is looked for in the folder named by VSGN_DATA, by default ../shared/data; without it nothing is done.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { median } from './ratio.ts'

const GOAL = 60
const root = resolve(import.meta.dirname, '..')
const folder = resolve(root, process.env.VSGN_DATA ?? '../shared/data', 'mner', 'twitter2015')
const files = ['train.txt', 'valid.txt'].map((name) => join(folder, name))
const rounds = Number(process.argv[2] ?? 3)

if (files.every((file) => existsSync(file))) {
  const ways = [
    { name: 'linear CRF', more: [] },
    { name: 'linear CRF over the bundled pack', more: ['--over', 'bundled'] },
  ]
  for (const { name, more } of ways) {
    const seconds = Array.from({ length: rounds }, () => secondsOf(more))
    console.log(`${name}: ${median(seconds).toFixed(1)} s for 5,000 posts (goal: at most ${GOAL})`)
  }
} else console.log(`Skipped: ${folder} not found. Set VSGN_DATA to the folder that holds mner/.`)

function secondsOf(more: readonly string[]): number {
  const out = mkdtempSync(join(tmpdir(), 'linear-'))
  const main = join(root, 'src', 'main', 'hosts', 'cli', 'main.ts')
  const data = files.flatMap((file) => ['--data', file])
  const begun = performance.now()
  const { status, stderr } = spawnSync(
    process.execPath,
    [main, 'train', join(out, 'pack'), '--kind', 'linear-crf', ...data, ...more, '--json'],
    { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const seconds = (performance.now() - begun) / 1000
  rmSync(out, { recursive: true })
  if (status === 0) return seconds
  throw new Error(`vsgn train ended with status ${status ?? 'unknown'}: ${stderr}`)
}
