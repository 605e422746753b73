/** What an experiment is, and how it is run: by the same commands anyone can type. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { JsonObject } from '../../src/shared/domain/json.ts'
import type { ModelKind } from '../../src/shared/domain/modelKind.ts'
import { FINE_TUNING } from '../../src/main/train/recipe.ts'
import { packWeights, packWords, wholePack } from './bundled.ts'

export const root = resolve(import.meta.dirname, '..', '..')
/** The folder of the public data sets. */
export const data = resolve(root, process.env.VSGN_DATA ?? '../shared/data')
/** Results are kept in the repository; packs are not. */
export const results = join(root, 'docs', 'results')
const packs = join(root, '.cache', 'experiments')

/** How a model comes about: a pack that exists, or a training. Files are relative to the data folder. */
export type Model =
  | { readonly pack: 'bundled' }
  | {
      readonly kind: ModelKind
      readonly from: 'bundled'
      readonly data: string
      readonly dev: string | null
      /** Posts of the training file that are used: a count, or a share below 1; null: all. */
      readonly part: number | null
      readonly captions: string | null
      /** Changes to the network of the pack it starts from. */
      readonly network: JsonObject
      readonly arguments: readonly string[]
    }

/** One row of a table: a model, trained once a seed, and what it is scored on. */
export interface Experiment {
  readonly id: string
  readonly table: string
  readonly name: string
  readonly model: Model
  readonly seeds: readonly number[]
  readonly test: {
    readonly file: string
    readonly captions: string | null
    readonly arguments: readonly string[]
  }
}

export interface Scores {
  readonly precision: number
  readonly recall: number
  readonly f1: number
}

interface Run {
  readonly seed: number
  readonly model: { readonly name: string; readonly sha256: string }
  readonly micro: Scores
  readonly strict: Scores
  readonly types: Readonly<Record<string, Scores & { readonly support: number }>>
  readonly interval95: readonly [number, number]
  /** Of training; null: the model was there. */
  readonly seconds: number | null
  readonly postsPerSecond: number
}

/** What is kept of an experiment. */
export interface Result {
  readonly id: string
  /** Of the experiment and of what it takes from the bundled pack: another key means it has to be run again. */
  readonly key: string
  readonly data: {
    readonly file: string
    readonly sha256: string
    readonly tweets: number
    readonly entities: number
  }
  readonly rule: string
  readonly inputs: { readonly pictures: number; readonly captions: number }
  readonly runs: readonly Run[]
}

const resultFile = (id: string): string => join(results, `${id}.json`)

function keyOf({ model, seeds, test }: Experiment): string {
  return hashOf({ model, seeds, test, pack: takenFromBundled(model) })
}

function takenFromBundled(model: Model): string {
  if ('pack' in model || model.arguments.includes('--over')) return wholePack
  return model.kind === 'vsgn' ? packWeights : packWords
}

function hashOf(value: object): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16)
}

/** The kept result of an experiment; null: it was not run, or not as it is now. */
export function resultOf(experiment: Experiment): Result | null {
  const file = resultFile(experiment.id)
  if (!existsSync(file)) return null
  const result = JSON.parse(readFileSync(file, 'utf8')) as Result
  return result.key === keyOf(experiment) ? result : null
}

/** What the model of a row said of its test posts, one line a post; kept beside the packs. */
export function predictionsFile(experiment: Experiment, seed: number): string {
  return join(packs, `${experiment.id}-${keyOf(experiment)}-${seed}.predictions.jsonl`)
}

/** Trains and scores, once a seed, and keeps what came out. */
export function run(experiment: Experiment): Result {
  const { id, test, seeds } = experiment
  const documents = seeds.map((seed) => {
    const { pack, seconds } = packOf(experiment, seed)
    mkdirSync(packs, { recursive: true })
    const captions = test.captions === null ? [] : ['--captions', join(data, test.captions)]
    const scored = vsgn(
      'evaluate',
      pack,
      '--data',
      join(data, test.file),
      ...['--bootstrap', '1000', '--predictions', predictionsFile(experiment, seed)],
      ...captions,
      ...test.arguments,
    )
    return { seed, seconds, scored: scored as Evaluation }
  })
  const [first] = documents
  if (first === undefined) throw new Error(`${id} has no seed`)
  const result: Result = {
    id,
    key: keyOf(experiment),
    data: first.scored.data,
    rule: first.scored.rule,
    inputs: first.scored.inputs,
    runs: documents.map(({ seed, seconds, scored }) => ({
      seed,
      model: scored.model,
      micro: scored.micro,
      strict: scored.strict,
      types: scored.types,
      interval95: scored.interval95,
      seconds,
      postsPerSecond: scored.tweetsPerSecond,
    })),
  }
  mkdirSync(results, { recursive: true })
  writeFileSync(resultFile(id), `${JSON.stringify(result, null, 2)}\n`)
  return result
}

interface Evaluation
  extends Omit<Result, 'id' | 'key' | 'runs'>, Omit<Run, 'seed' | 'seconds' | 'postsPerSecond'> {
  readonly tweetsPerSecond: number
}

/** Rows that differ in their test alone share their packs; one that is there needs no training, and has no time of it. */
function packOf({ id, model }: Experiment, seed: number): { pack: string; seconds: number | null } {
  if ('pack' in model) return { pack: model.pack, seconds: null }
  const pack = join(packs, `${model.kind}-${hashOf({ model, pack: takenFromBundled(model) })}-${seed}`)
  if (existsSync(join(pack, 'manifest.json'))) return { pack, seconds: null }
  mkdirSync(packs, { recursive: true })
  const config = Object.keys(model.network).length === 0 ? null : configOf(id, model.network)
  const given = model.part === null ? join(data, model.data) : partOf(model.data, model.part)
  const { seconds } = vsgn(
    'train',
    pack,
    ...['--kind', model.kind, '--seed', String(seed), '--data', given, '--resume', '--threads', '1'],
    ...(config === null ? [] : ['--config', config]),
    ...(model.dev === null ? [] : ['--dev', join(data, model.dev)]),
    ...['--from', model.from],
    ...(model.captions === null ? [] : ['--captions', join(data, model.captions)]),
    ...model.arguments,
  ) as { readonly seconds: number }
  return { pack, seconds }
}

/** A training config that is the usual continuation of a pack but for its network. */
function configOf(id: string, network: JsonObject): string {
  const file = join(packs, `${id}.train.json`)
  writeFileSync(file, JSON.stringify({ name: id, ...FINE_TUNING, network }))
  return file
}

/** Some posts of a file in columns, drawn without replacement by the hash of their text: less is a part of more. */
function partOf(name: string, part: number): string {
  const posts = readFileSync(join(data, name), 'utf8')
    .split(/\n\n+/u)
    .filter((post) => post.trim() !== '')
  const rank = (post: string): string => createHash('sha256').update(post).digest('hex')
  const drawn = posts.map((post) => ({ post, at: rank(post) })).sort((a, b) => (a.at < b.at ? -1 : 1))
  const count = part < 1 ? Math.round(part * posts.length) : part
  const file = join(packs, `${name.replaceAll(/[^\w.]+/gu, '-')}-${part}.txt`)
  writeFileSync(
    file,
    drawn
      .slice(0, count)
      .map(({ post }) => `${post}\n\n`)
      .join(''),
  )
  return file
}

/** Runs one command of the program and returns its document. Throws with what it printed when it fails. */
function vsgn(...args: readonly string[]): unknown {
  return JSON.parse(runScript('src/main/hosts/cli/main.ts', ...args, '--json'))
}

/** Runs a script of the repository and returns what it printed. Throws where it fails. */
export function runScript(script: string, ...args: readonly string[]): string {
  const { status, stdout } = spawnSync(process.execPath, [join(root, script), ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 256 * 1024 * 1024,
  })
  if (status === 0) return stdout
  throw new Error(`${script} ${args.join(' ')} ended with status ${status ?? 'unknown'}: ${stdout}`)
}
