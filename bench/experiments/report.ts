import { comparisonLines } from './comparison.ts'
import { costLines, measuredPerformance } from './cost.ts'
import type { Experiment, Result, Scores } from './experiment.ts'
import { goalLines } from './goals.ts'
import type { SuiteScores } from './suite.ts'
import { suiteLines } from './suite.ts'
import type { Table } from './tables.ts'

/** docs/results.md of the tables and what is known of their rows. */
export function report(
  tables: readonly Table[],
  resultOf: (row: Experiment) => Result | null,
  suite: SuiteScores | null,
): string {
  const known = tables.map((table) => ({
    table,
    rows: table.rows.map((row) => ({ row, result: resultOf(row) })),
  }))
  const rule = known.flatMap(({ rows }) => rows).find(({ result }) => result !== null)?.result?.rule
  return [
    '# Results',
    '',
    '`npm run experiments` writes this page from `docs/results/*.json`; `npm run experiments -- TABLE` runs what is missing of a table.',
    ...(rule === undefined ? [] : ['', `Scores are percentages: ${rule}.`]),
    '± is the standard deviation over seeds; the interval is a 95 % bootstrap over posts, of the first seed. Seconds are of training with one thread, by the clock, beside other work that at times stopped them: an upper bound.',
    ...goalLines(
      (id) => known.flatMap(({ rows }) => rows).find(({ row }) => row.id === id)?.result ?? null,
      tables.flatMap(({ comparisons = [] }) => comparisons),
      suite,
    ),
    ...known.flatMap(({ table, rows }) => [
      '',
      `## ${table.title} (\`${table.id}\`)`,
      '',
      table.about,
      ...rowLines(rows),
      ...comparisonLines(table.comparisons ?? []),
      ...publishedLines(table),
    ]),
    ...typeLines(known.find(({ table }) => table.id === 'main')?.rows ?? []),
    ...suiteLines(suite),
    ...costLines(measuredPerformance()),
    '',
  ].join('\n')
}

interface Row {
  readonly row: Experiment
  readonly result: Result | null
}

/** The rows that have a result, and the names of those that have none. */
function rowLines(rows: readonly Row[]): string[] {
  const lines = rows.flatMap(({ row, result }) => (result === null ? [] : [line(row, result)]))
  const missing = rows.flatMap(({ row, result }) => (result === null ? [row.name] : []))
  const table = [
    '',
    '| model | P | R | F1 | 95 % | PER | LOC | ORG | MISC | seeds | seconds | posts | data |',
    '|---|--:|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|---|',
    ...lines,
  ]
  return [
    ...(lines.length === 0 ? [] : table),
    ...(missing.length === 0 ? [] : ['', `Not run: ${missing.join('; ')}.`]),
  ]
}

function line({ name }: Experiment, { runs, data }: Result): string {
  const of = (value: (run: Result['runs'][number]) => number): string => mean(runs.map(value))
  const [first] = runs
  const interval = first === undefined ? '' : first.interval95.map((bound) => bound.toFixed(1)).join('–')
  const seconds = runs.flatMap((run) => (run.seconds === null ? [] : [run.seconds]))
  return cells([
    name,
    of(({ micro }) => micro.precision),
    of(({ micro }) => micro.recall),
    spread(runs.map(({ micro }) => micro.f1)),
    interval,
    ...['PER', 'LOC', 'ORG', 'MISC'].map((type) => of(({ types }) => types[type]?.f1 ?? 0)),
    String(runs.length),
    seconds.length === 0 ? '' : Math.round(average(seconds)).toString(),
    String(data.tweets),
    `\`${data.sha256.slice(0, 8)}\``,
  ])
}

function publishedLines({ published }: Table): string[] {
  if (published.length === 0) return []
  return [
    '',
    '| published | Twitter-2015 F1 | Twitter-2017 F1 |',
    '|---|--:|--:|',
    ...published.map(({ name, f1 }) => cells([name, ...f1.map((value) => value.toFixed(2))])),
  ]
}

/** Precision, recall and F1 of each type, of the rows that were run. */
function typeLines(rows: readonly Row[]): string[] {
  return [
    '',
    '## By type, of the first table',
    '',
    'P / R / F1, means over seeds.',
    '',
    '| model | PER | LOC | ORG | MISC |',
    '|---|---|---|---|---|',
    ...rows.flatMap(({ row: { name }, result }) => {
      if (result === null) return []
      const types = ['PER', 'LOC', 'ORG', 'MISC'].map((type) => {
        const of = (score: keyof Scores): string =>
          mean(result.runs.map((run) => run.types[type]?.[score] ?? 0))
        return `${of('precision')} / ${of('recall')} / ${of('f1')}`
      })
      return [cells([name, ...types])]
    }),
  ]
}

const cells = (values: readonly string[]): string => `| ${values.join(' | ')} |`
const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
const mean = (values: readonly number[]): string => average(values).toFixed(2)

function spread(values: readonly number[]): string {
  if (values.length < 2) return mean(values)
  const centre = average(values)
  const variance = values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1)
  return `${mean(values)} ± ${Math.sqrt(variance).toFixed(2)}`
}
