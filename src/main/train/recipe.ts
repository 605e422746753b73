import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { Rates } from './optimiser.ts'
import type { PretrainingOptions } from './pretraining/pretrainingOptions.ts'
import { DEFAULT_PRETRAINING } from './pretraining/pretrainingOptions.ts'
import type { TextOptions } from './textStage.ts'
import type { DataSet, Repair } from './trainingData.ts'
import { REPAIRS } from './trainingData.ts'

/** Everything that decides a training but the machine it runs on. The same recipe and data give the same weights. */
export interface Recipe {
  readonly name: string
  readonly seed: number
  readonly epochs: number
  /** Epochs without a better dev score after which training stops; null: never. */
  readonly patience: number | null
  /** Changes to the compact network. */
  readonly network: JsonObject
  /** Unlabelled text; null: vocabulary from the labelled posts, no word vectors. */
  readonly text: TextOptions | null
  /** Masked-word pre-training on that text; null: none. */
  readonly pretraining: PretrainingOptions | null
  /** Word vectors kept in the pack, the most frequent words first. */
  readonly vectorWords: number
  readonly data: readonly DataSet[]
  /** Files with names of each type, one a line, for the sets of which a share is renamed. */
  readonly names: Readonly<Record<string, readonly string[]>>
  /** Chooses the epoch: the mean of the micro F1 of each set. */
  readonly dev: readonly DataSet[]
  /** Scored once, with the chosen epoch, for the card. */
  readonly test: readonly DataSet[]
  readonly rates: Rates
  /** Words in a batch, padding included. */
  readonly batchPositions: number
  readonly weightDecay: number
  /** Largest global norm of a gradient. */
  readonly clip: number
  /** Shares of all steps. */
  readonly warmUp: number
  readonly finalRate: number
  /** Shares of the words hidden behind MASK, and of those that lose their vector, in training. */
  readonly hideWords: number
  readonly hideVectors: number
  /** What the card says beside what is measured: summary, licences, weaknesses, use. */
  readonly card: JsonObject
}

export const DEFAULT_RECIPE: Omit<Recipe, 'name' | 'data' | 'dev'> = {
  seed: 1,
  epochs: 12,
  patience: 4,
  network: {},
  text: null,
  pretraining: null,
  vectorWords: 50_000,
  test: [],
  names: {},
  rates: { encoder: 5e-4, new: 5e-4, head: 2e-3, table: 7e-4 },
  batchPositions: 512,
  weightDecay: 0.01,
  clip: 5,
  warmUp: 0.1,
  finalRate: 0.02,
  hideWords: 0.1,
  hideVectors: 0.1,
  card: {},
}

/** A pack that was trained before moves less than fresh weights do, and needs fewer passes. */
export const FINE_TUNING: Pick<Recipe, 'rates' | 'epochs'> = {
  rates: { encoder: 2e-4, new: 2e-4, head: 1e-3, table: 3e-4 },
  epochs: 8,
}

const DEFAULT_TEXT = {
  minCount: 4,
  splitShare: 0.6,
  maxLines: null,
  frequentWords: 32_000,
  skipGram: { dimensions: 100, window: 5, negatives: 5, subsample: 5e-5, rate: 0.04, epochs: 4, seed: 1 },
}

/** A set as a file given on the command line: all of it, as it is. */
export function plainSet(file: string, captions: string | null, pictures: string | null = null): DataSet {
  return {
    name: path.basename(file),
    files: [file],
    share: 1,
    unlabelled: [],
    repairs: [],
    labelSpace: null,
    renamed: 0,
    captions,
    pictures,
  }
}

/** Reads a training config. `VSGN_DATA` is the folder of the public data sets, `../shared/data` unless it is set. */
export async function readRecipeFile(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Recipe> {
  let value: Json
  try {
    value = JSON.parse(await readFile(file, 'utf8')) as Json
  } catch (error) {
    throw new WorkbenchError(
      'invalid-input',
      `The training config ${file} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}. Give a file like resources/models/bundled.train.json.`,
    )
  }
  return readRecipe(value, file, { VSGN_DATA: '../shared/data', ...environment })
}

/** Replaces `${NAME}` in paths by environment variables; a name that is not set is an error that says so. */
export function expandPath(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  return text.replace(/\$\{(\w+)\}/gu, (_, name: string) => {
    const value = environment[name]
    if (value === undefined || value === '')
      throw new WorkbenchError(
        'invalid-input',
        `The path ${text} needs the environment variable ${name}, which is not set. Set it to the folder it stands for.`,
      )
    return value
  })
}

/**
 * A recipe from the JSON of a config file: defaults for what is missing. Throws WorkbenchError `invalid-input` naming
 * the field that is unknown or of the wrong kind.
 */
export function readRecipe(
  value: Json,
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
): Recipe {
  const reader = new Fields(value, file, '')
  const recipe: Recipe = {
    name: reader.text('name'),
    seed: reader.number('seed', DEFAULT_RECIPE.seed),
    epochs: reader.number('epochs', DEFAULT_RECIPE.epochs),
    patience: reader.numberOrNull('patience', DEFAULT_RECIPE.patience),
    network: reader.object('network'),
    text: reader.has('text') ? readText(reader.fields('text'), environment) : null,
    pretraining: reader.has('pretraining') ? reader.fields('pretraining').numbers(DEFAULT_PRETRAINING) : null,
    vectorWords: reader.number('vectorWords', DEFAULT_RECIPE.vectorWords),
    data: reader.list('data').map((fields) => readSet(fields, environment)),
    names: reader.has('names') ? readNames(reader.fields('names'), environment) : {},
    dev: reader.list('dev').map((fields) => readSet(fields, environment)),
    test: reader.list('test').map((fields) => readSet(fields, environment)),
    rates: reader.fields('rates').numbers(DEFAULT_RECIPE.rates),
    batchPositions: reader.number('batchPositions', DEFAULT_RECIPE.batchPositions),
    weightDecay: reader.number('weightDecay', DEFAULT_RECIPE.weightDecay),
    clip: reader.number('clip', DEFAULT_RECIPE.clip),
    warmUp: reader.number('warmUp', DEFAULT_RECIPE.warmUp),
    finalRate: reader.number('finalRate', DEFAULT_RECIPE.finalRate),
    hideWords: reader.number('hideWords', DEFAULT_RECIPE.hideWords),
    hideVectors: reader.number('hideVectors', DEFAULT_RECIPE.hideVectors),
    card: reader.object('card'),
  }
  reader.end()
  return recipe
}

type Environment = Readonly<Record<string, string | undefined>>

function readSet(fields: Fields, environment: Environment): DataSet {
  const set = {
    name: fields.text('name'),
    files: fields.texts('files').map((path) => expandPath(path, environment)),
    share: fields.number('share', 1),
    unlabelled: fields.texts('unlabelled'),
    repairs: fields.texts('repairs').map((name) => {
      if (!REPAIRS.includes(name as Repair)) throw fields.wrong('repairs', `one of ${REPAIRS.join(', ')}`)
      return name as Repair
    }),
    labelSpace: fields.has('labelSpace') ? fields.text('labelSpace') : null,
    renamed: fields.number('renamed', 0),
    captions: fields.has('captions') ? expandPath(fields.text('captions'), environment) : null,
    pictures: fields.has('pictures') ? expandPath(fields.text('pictures'), environment) : null,
  }
  fields.end()
  return set
}

function readNames(fields: Fields, environment: Environment): Recipe['names'] {
  const names = fields.names().map((type) => {
    const files = fields.texts(type).map((path) => expandPath(path, environment))
    return [type, files] as const
  })
  return Object.fromEntries(names)
}

function readText(fields: Fields, environment: Environment): TextOptions {
  const options = {
    files: fields.texts('files').map((path) => expandPath(path, environment)),
    minCount: fields.number('minCount', DEFAULT_TEXT.minCount),
    splitShare: fields.number('splitShare', DEFAULT_TEXT.splitShare),
    maxLines: fields.numberOrNull('maxLines', DEFAULT_TEXT.maxLines),
    frequentWords: fields.number('frequentWords', DEFAULT_TEXT.frequentWords),
    skipGram: fields.fields('skipGram').numbers(DEFAULT_TEXT.skipGram),
  }
  fields.end()
  return options
}

/** Reads one object of a config file field by field and complains about any that was not asked for. */
class Fields {
  readonly #values: JsonObject
  readonly #file: string
  readonly #path: string
  readonly #asked = new Set<string>()

  constructor(value: Json, file: string, path: string) {
    this.#file = file
    this.#path = path
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong('', 'an object')
    this.#values = value as JsonObject
  }

  names(): string[] {
    return Object.keys(this.#values)
  }

  has(name: string): boolean {
    return this.#value(name) !== null
  }

  text(name: string): string {
    const value = this.#value(name)
    if (typeof value !== 'string' || value === '') throw this.wrong(name, 'a text')
    return value
  }

  texts(name: string): string[] {
    const value = this.#value(name) ?? []
    if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
      throw this.wrong(name, 'a list of texts')
    return value
  }

  number(name: string, fallback: number): number {
    const value = this.#value(name) ?? fallback
    if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
      throw this.wrong(name, 'a number of at least 0')
    return value
  }

  numberOrNull(name: string, fallback: number | null): number | null {
    if (Object.hasOwn(this.#values, name)) {
      if (this.#value(name) === null) return null
    } else if (fallback === null) return null
    return this.number(name, fallback ?? 0)
  }

  /** Every number of `defaults`, and no other field. */
  numbers<T extends { readonly [name in keyof T]: number }>(defaults: T): T {
    const read = Object.fromEntries(
      Object.entries<number>(defaults).map(([name, fallback]) => [name, this.number(name, fallback)]),
    )
    this.end()
    return read as T
  }

  object(name: string): JsonObject {
    const value = this.#value(name) ?? {}
    if (typeof value !== 'object' || Array.isArray(value)) throw this.wrong(name, 'an object')
    return value as JsonObject
  }

  fields(name: string): Fields {
    return new Fields(this.object(name), this.#file, `${this.#path}${name}.`)
  }

  list(name: string): Fields[] {
    const value = this.#value(name) ?? []
    if (!Array.isArray(value)) throw this.wrong(name, 'a list')
    return value.map((item: Json, index) => new Fields(item, this.#file, `${this.#path}${name}[${index}].`))
  }

  end(): void {
    const unknown = Object.keys(this.#values).find((name) => !this.#asked.has(name))
    if (unknown !== undefined) throw this.wrong(unknown, 'no such field')
  }

  wrong(name: string, expected: string): WorkbenchError {
    const value = JSON.stringify(name === '' ? null : this.#values[name])
    return new WorkbenchError(
      'invalid-input',
      `${this.#file}: ${this.#path}${name} is ${value}; expected ${expected}. Correct the training config.`,
    )
  }

  #value(name: string): Json {
    this.#asked.add(name)
    return this.#values[name] ?? null
  }
}
