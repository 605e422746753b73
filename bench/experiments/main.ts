/**
 * Runs the rows of the named tables that have no result yet, then writes docs/results.md. A row that is stopped goes on
 * at the next call. With names of rows only those are run.
 */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compare, rowsToRunAgain } from './comparison.ts'
import { data, resultOf, root, run } from './experiment.ts'
import { report } from './report.ts'
import { runSuite, suiteResult } from './suite.ts'
import { TABLES } from './tables.ts'

const wanted = process.argv.slice(2)
const rows = TABLES.flatMap((table) => table.rows)
const SUITE = 'suite'
const known = new Set([SUITE, ...rows.flatMap(({ id, table }) => [id, table])])
const unknown = wanted.filter((name) => !known.has(name))
if (unknown.length > 0) {
  console.error(
    `There is no table or row ${unknown.join(', ')}. Tables: ${[...TABLES.map(({ id }) => id), SUITE].join(', ')}.`,
  )
  process.exit(2)
}
const comparisons = TABLES.flatMap((table) => table.comparisons ?? [])
const again = new Set(comparisons.flatMap(rowsToRunAgain).map(({ id }) => id))
const todo = rows.filter(
  (row) =>
    (wanted.includes(row.id) || wanted.includes(row.table)) && (resultOf(row) === null || again.has(row.id)),
)
const suiteIsDue = wanted.includes(SUITE) && suiteResult() === null
if ((todo.length > 0 || suiteIsDue) && !existsSync(data)) {
  console.error(`${data} is not there. Set VSGN_DATA to the folder of the data sets.`)
  process.exit(1)
}
for (const [index, row] of todo.entries()) {
  console.log(`${index + 1} of ${todo.length}: ${row.id}, ${row.name}`)
  const { runs } = run(row)
  console.log(`  F1 ${runs.map(({ micro }) => micro.f1.toFixed(2)).join(', ')}`)
  writeReport()
}
for (const comparison of comparisons) await compare(comparison)
if (suiteIsDue) {
  console.log('The ambiguity suite')
  runSuite()
}
writeReport()
const withResult = rows.filter((row) => resultOf(row) !== null).length
console.log(`docs/results.md: ${withResult} of ${rows.length} rows have a result.`)

function writeReport(): void {
  writeFileSync(join(root, 'docs', 'results.md'), report(TABLES, resultOf, suiteResult()))
}
