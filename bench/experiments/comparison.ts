/** Whether what one row leaves out is missed: the whole network against it, seed by seed, on the same posts. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spansFromTags } from '../../src/shared/domain/bio.ts'
import type { EntityCounts } from '../../src/shared/domain/entityScores.ts'
import { EntityTally } from '../../src/shared/domain/entityScores.ts'
import { pairedBootstrap } from '../../src/shared/domain/significance.ts'
import { readLabelledPosts } from '../../src/main/train/labelledPosts.ts'
import type { Experiment } from './experiment.ts'
import { data, predictionsFile, resultOf, results } from './experiment.ts'

/** Two rows that are scored on the same posts with the same seeds. */
export interface Comparison {
  readonly whole: Experiment
  readonly less: Experiment
}

/** F1 of the whole minus that of the other, in points, a seed; p of the paired bootstrap over posts. */
export interface ComparedSeed {
  readonly seed: number
  readonly difference: number
  readonly interval95: readonly [number, number] | null
  readonly p: number | null
}

interface ComparisonResult {
  readonly key: string
  readonly seeds: readonly ComparedSeed[]
}

const DRAWS = 2000
const fileOf = ({ less }: Comparison): string => join(results, `compared-${less.id}.json`)

/** Of the results of both rows; null: one of them was not run. */
function keyOf({ whole, less }: Comparison): string | null {
  const keys = [whole, less].map((row) => resultOf(row)?.key)
  if (keys.includes(undefined)) return null
  return createHash('sha256').update(keys.join()).digest('hex').slice(0, 16)
}

/** The kept comparison; null: it was not made, or of other results. */
export function comparisonOf(comparison: Comparison): readonly ComparedSeed[] | null {
  const file = fileOf(comparison)
  if (!existsSync(file)) return null
  const { key, seeds } = JSON.parse(readFileSync(file, 'utf8')) as ComparisonResult
  return key === keyOf(comparison) ? seeds : null
}

/** The rows, both scored, whose predictions a comparison that was not made lacks on this machine. */
export function rowsToRunAgain(comparison: Comparison): readonly Experiment[] {
  if (keyOf(comparison) === null || comparisonOf(comparison) !== null) return []
  return [comparison.whole, comparison.less].filter((row) =>
    sharedSeeds(comparison).some((seed) => !existsSync(predictionsFile(row, seed))),
  )
}

function sharedSeeds({ whole, less }: Comparison): readonly number[] {
  return whole.seeds.filter((seed) => less.seeds.includes(seed))
}

/** Compares what both rows said and keeps it; nothing where one of them was not run, or not on this machine. */
export async function compare(comparison: Comparison): Promise<void> {
  const { whole, less } = comparison
  const key = keyOf(comparison)
  if (key === null || comparisonOf(comparison) !== null || rowsToRunAgain(comparison).length > 0) return
  const shared = sharedSeeds(comparison)
  const posts = await readLabelledPosts(join(data, whole.test.file))
  const gold = posts.map(({ tags }) => spansFromTags(tags))
  const countsOf = (row: Experiment, seed: number): readonly EntityCounts[] => {
    const tally = new EntityTally()
    const lines = readFileSync(predictionsFile(row, seed), 'utf8').trim().split('\n')
    for (const [index, line] of lines.entries()) {
      const { tags } = JSON.parse(line) as { readonly tags: string[] }
      tally.add(gold[index] ?? [], spansFromTags(tags))
    }
    return tally.counts
  }
  const points = (fraction: number): number => Math.round(fraction * 10_000) / 100
  const seeds = shared.map((seed): ComparedSeed => {
    const { f1, interval95, p } = pairedBootstrap(countsOf(less, seed), countsOf(whole, seed), DRAWS)
    const interval = interval95 === null ? null : ([points(interval95[0]), points(interval95[1])] as const)
    return { seed, difference: points(f1), interval95: interval, p }
  })
  mkdirSync(results, { recursive: true })
  writeFileSync(fileOf(comparison), `${JSON.stringify({ key, seeds }, null, 2)}\n`)
}

/** Its part of the page; nothing where nothing was compared. */
export function comparisonLines(comparisons: readonly Comparison[]): string[] {
  const lines = comparisons.flatMap((comparison) => {
    const seeds = comparisonOf(comparison)
    if (seeds === null) return []
    const signed = (value: number): string => (value > 0 ? `+${value.toFixed(2)}` : value.toFixed(2))
    const column = (cell: (seed: ComparedSeed) => string): string => seeds.map(cell).join('; ')
    return [
      `| ${comparison.less.name} | ${column(({ difference }) => signed(difference))} | ${column(({ interval95 }) => interval95?.map(signed).join(' to ') ?? '')} | ${column(({ p }) => p?.toFixed(3) ?? '')} |`,
    ]
  })
  return [...tableOf(lines), ...notComparedLines(comparisons)]
}

function tableOf(lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  return [
    '',
    'The whole network minus the row, on the same test posts, seed by seed; p of a paired bootstrap over posts, two-sided. Each row is compared with the training of the whole network that was at hand when it was run; the first table shows the last one, and another version of the program may train other weights.',
    '',
    '| row | points of F1 | 95 % | p |',
    '|---|---|---|---|',
    ...lines,
  ]
}

/** What both rows said is kept by no repository: it is lost with the machine that ran them. */
function notComparedLines(comparisons: readonly Comparison[]): string[] {
  const due = comparisons.filter(
    (comparison) => keyOf(comparison) !== null && comparisonOf(comparison) === null,
  )
  if (due.length === 0) return []
  const names = due.map(({ less }) => less.name).join('; ')
  const rows = new Set(due.flatMap(({ whole, less }) => [whole.id, less.id]))
  return [
    '',
    `Not compared, as what the rows said of each post was not kept: ${names}. \`npm run experiments -- ${[...rows].join(' ')}\` runs again what is missing.`,
  ]
}
