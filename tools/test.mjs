// npm test: sets up what is missing and runs the whole check; ends with the line `N passed, N failed`.
// `npm test -- unit e2e` runs the named parts only.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled, ensureVision, root, runTool, startTool } from './setup.mjs'

const reports = join(root, '.cache', 'reports')
const totals = { passed: 0, failed: 0 }
const skipped = []

/** A check that passes or fails as a whole. */
async function single(name, script, args) {
  const { status, output } = await startTool(script, args)
  console.log(`\n── ${name}\n${output.trimEnd()}`.trimEnd())
  if (status === 0) totals.passed++
  else {
    totals.failed++
    console.log(`✗ ${name}`)
  }
}

function readReport(name, status) {
  const file = join(reports, `${name}.json`)
  if (!existsSync(file)) {
    console.log(`✗ ${name} ended with status ${status} and left no report`)
    totals.failed++
    return null
  }
  return JSON.parse(readFileSync(file, 'utf8'))
}

/** Names every skipped test, or only their number where one reason holds for many. */
function printSkipped() {
  const many = 12
  for (const reason of new Set(skipped.map((each) => each.reason))) {
    const tests = skipped.filter((each) => each.reason === reason)
    console.log(`\n${tests.length} skipped: ${reason}`)
    if (tests.length <= many) for (const { name } of tests) console.log(`  ${name}`)
  }
}

/** Counts a run that failed although no test in it did (a crash after the report, an unhandled error). */
function countRun(name, passed, failed, status) {
  totals.passed += passed
  totals.failed += failed
  if (failed === 0 && status !== 0) {
    console.log(`✗ ${name} ended with status ${status} although no test failed`)
    totals.failed++
  }
  if (passed + failed === 0) {
    console.log(`✗ ${name} ran no test`)
    totals.failed++
  }
}

function unitTests() {
  console.log('\n── unit, contract and store tests')
  const output = join(reports, 'unit.json')
  const status = runTool('vitest/vitest.mjs', [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${output}`,
  ])
  const report = readReport('unit', status)
  if (report === null) return
  countRun('unit', report.numPassedTests, report.numFailedTests, status)
  for (const file of report.testResults)
    for (const test of file.assertionResults)
      if (test.status === 'pending' || test.status === 'skipped')
        skipped.push({ name: test.fullName, reason: 'named in its title' })
}

function e2eTests() {
  console.log('\n── e2e tests')
  const output = join(reports, 'e2e.json')
  const status = runTool(
    '@playwright/test/cli.js',
    ['test', '--config', 'e2e/playwright.config.ts', '--reporter=line,json'],
    {
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: output },
    },
  )
  const report = readReport('e2e', status)
  if (report === null) return
  countRun('e2e', report.stats.expected + report.stats.flaky, report.stats.unexpected, status)
  const visit = (suite, titles) => {
    for (const child of suite.suites ?? []) visit(child, [...titles, child.title])
    for (const spec of suite.specs ?? [])
      for (const test of spec.tests)
        if (test.status === 'skipped') {
          const reason =
            test.annotations.find((each) => each.type === 'skip')?.description ?? 'no reason given'
          skipped.push({ name: `${test.projectName}: ${[...titles, spec.title].join(' › ')}`, reason })
        }
  }
  for (const suite of report.suites) visit(suite, [suite.title])
}

/** Each keeps one core busy, so they run side by side. */
const singles = {
  types: () => single('type check', 'typescript/bin/tsc', ['-b']),
  lint: () => single('lint', 'eslint/bin/eslint.js', ['--max-warnings', '0', '.']),
  format: () => single('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.']),
  layers: () =>
    single('layers', 'dependency-cruiser/bin/dependency-cruiser.mjs', [
      '--config',
      '.dependency-cruiser.mjs',
      'src',
      'e2e',
      'bench',
    ]),
  notices: () => single('third-party notices', '../tools/notices.mjs', ['--check']),
}
/** Each keeps all cores busy. */
const suites = { unit: unitTests, e2e: e2eTests }

ensureInstalled()
ensureVision()
ensureBuilt()
const { ensureSample } = await import('./sample.mjs')
ensureSample()
rmSync(reports, { recursive: true, force: true })
mkdirSync(reports, { recursive: true })

const wanted = process.argv.slice(2)
const known = Object.keys({ ...singles, ...suites })
const unknown = wanted.filter((name) => !known.includes(name))
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(', ')}; there are ${known.join(', ')}.`)
  process.exit(2)
}
const isWanted = ([name]) => wanted.length === 0 || wanted.includes(name)
await Promise.all(
  Object.entries(singles)
    .filter(isWanted)
    .map(([, run]) => run()),
)
for (const [, run] of Object.entries(suites).filter(isWanted)) run()

printSkipped()
console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
process.exit(totals.failed === 0 ? 0 : 1)
