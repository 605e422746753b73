/**
 * The main job on real posts, by command line: a new project, import of the Twitter-2017 test set with captions,
 * prediction, export of gold (must equal the file byte for byte), export of predictions, and the errors. Prints what
 * each command took and found; ends with status 1 when a command fails or a byte differs.
 *
 * node bench/realData.ts [pack = bundled]
 *
 * The data is looked for in the folder named by VSGN_DATA, by default ../shared/data; without it nothing is done.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { performance } from 'node:perf_hooks'

const root = resolve(import.meta.dirname, '..')
const data = resolve(root, process.env.VSGN_DATA ?? '../shared/data')
const posts = join(data, 'mner', 'twitter2017', 'test.txt')
const captions = join(data, 'mner', 'captions', 'twitter2017.blip2.tsv')
const pack = process.argv[2] ?? 'bundled'

const missing = [posts, captions].filter((file) => !existsSync(file))
if (missing.length > 0) {
  console.log(`Skipped: ${missing.join(' and ')} not found. Set VSGN_DATA to the folder that holds mner/.`)
} else {
  const folder = mkdtempSync(join(tmpdir(), 'real-data-'))
  try {
    run(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function run(folder: string): void {
  const project = join(folder, 'twitter2017.vsgn')
  const gold = join(folder, 'gold.txt')
  vsgn('new', project)
  const imported = vsgn('import', project, posts, '--captions', captions) as ImportDocument
  const [file] = imported.files
  console.log(
    `  ${imported.outcome}: ${file?.stored ?? 0} of ${file?.read ?? 0} posts stored as ${file?.format ?? ''}`,
  )
  const predicted = vsgn('predict', project, '--model', pack) as PredictDocument
  console.log(
    `  ${predicted.tweets} posts, ${predicted.spans} spans, ${predicted.tweetsPerSecond} posts a second on ${predicted.device}`,
  )
  vsgn('export', project, gold, '--tags', 'gold')
  const equal = readFileSync(gold).equals(readFileSync(posts))
  console.log(equal ? '  equal to the imported file, byte for byte' : '  NOT equal to the imported file')
  if (!equal) process.exitCode = 1
  const written = vsgn(
    'export',
    project,
    join(folder, 'predicted.txt'),
    '--tags',
    'predicted',
  ) as ExportDocument
  console.log(`  ${written.tweets} posts, ${written.spans} spans`)
  const { precision, recall, f1, kinds } = vsgn('errors', project) as ErrorsDocument
  console.log(`  precision ${precision}, recall ${recall}, F1 ${f1}; ${JSON.stringify(kinds)}`)
}

/** Runs one command with --json and returns its document. Stops the script when it fails. */
function vsgn(...args: readonly string[]): unknown {
  const main = join(root, 'src', 'main', 'hosts', 'cli', 'main.ts')
  const begun = performance.now()
  const { status, stdout } = spawnSync(process.execPath, [main, ...args, '--json'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 256 * 1024 * 1024,
  })
  console.log(`vsgn ${args[0] ?? ''}: ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  if (status === 0) return JSON.parse(stdout)
  throw new Error(`vsgn ${args.join(' ')} ended with status ${status ?? 'unknown'}`)
}

interface ImportDocument {
  readonly outcome: string
  readonly files: readonly { readonly format: string; readonly read: number; readonly stored: number }[]
}
interface PredictDocument {
  readonly tweets: number
  readonly spans: number
  readonly device: string
  readonly tweetsPerSecond: number
}
interface ExportDocument {
  readonly tweets: number
  readonly spans: number
}
interface ErrorsDocument {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly kinds: Readonly<Record<string, number>>
}
