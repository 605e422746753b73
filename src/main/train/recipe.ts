import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Json, JsonObject } from '../../shared/domain/json.ts'
import type { Reading } from '../import/importTypes.ts'
import type { Rates } from './optimiser.ts'
import type { OtherVectorsOptions } from './otherVectors.ts'
import type { PretrainingOptions } from './pretraining/pretrainingOptions.ts'
import { DEFAULT_PRETRAINING } from './pretraining/pretrainingOptions.ts'
import { Fields } from './recipeFields.ts'
import type { TextOptions } from './textStage.ts'
import type { DataSet, Repair } from './trainingData.ts'
import { REPAIRS, WRITINGS } from './trainingData.ts'

export const NETWORK_SIZES = ['compact', 'full'] as const
export type NetworkSize = (typeof NETWORK_SIZES)[number]

/** Everything that decides a training but the machine it runs on. The same recipe and data give the same weights. */
export interface Recipe {
  readonly name: string
  readonly seed: number
  readonly epochs: number
  /** Epochs without a better dev score after which training stops; null: never. */
  readonly patience: number | null
  /** The compact network reads words, the full one word pieces. */
  readonly size: NetworkSize
  /** Folder of a BERT model that the full network starts from; null: it starts at random. */
  readonly bert: string | null
  /** Changes to the network of that size. */
  readonly network: JsonObject
  /** Unlabelled text; null: vocabulary from the labelled posts, no word vectors. */
  readonly text: TextOptions | null
  /** Masked-word pre-training on that text; null: none. */
  readonly pretraining: PretrainingOptions | null
  /** Word vectors kept in the pack, the most frequent words first. */
  readonly vectorWords: number
  /** More word vectors, for the words that the text has too few of; null: none. They join after the pre-training. */
  readonly otherVectors: OtherVectorsOptions | null
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
  size: 'compact',
  bert: null,
  network: {},
  text: null,
  pretraining: null,
  vectorWords: 50_000,
  otherVectors: null,
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

/**
 * The full size on top of BERT: the settings of the paper, for the new parts those of its predecessors, for the head that
 * of the compact size. Not tuned here.
 */
export const FULL_TRAINING = {
  epochs: 40,
  rates: { encoder: 3e-5, new: 1e-4, head: 2e-3, table: 3e-5 },
  batchPositions: 192,
  clip: 1,
  warmUp: 0.01,
  finalRate: 0,
  hideWords: 0,
  hideVectors: 0,
} satisfies Partial<Recipe>

/** What a recipe of this size has where it says nothing. */
export function defaultsOf(size: NetworkSize): typeof DEFAULT_RECIPE {
  return size === 'full' ? { ...DEFAULT_RECIPE, size, ...FULL_TRAINING } : DEFAULT_RECIPE
}

/** A pack that was trained before moves less than fresh weights do, and needs fewer passes. */
export const FINE_TUNING: Pick<Recipe, 'rates' | 'epochs'> = {
  rates: { encoder: 2e-4, new: 2e-4, head: 1e-3, table: 3e-4 },
  epochs: 8,
}

/** What suits the BiLSTM baselines: no layer of theirs was trained before. */
export const BASELINE_TRAINING = {
  epochs: 12,
  rates: { encoder: 1e-3, new: 1e-3, head: 2e-3, table: 1e-3 },
} satisfies Partial<Recipe>

/** How text is read where a recipe says nothing of it. */
export const DEFAULT_TEXT = {
  minCount: 4,
  splitShare: 0.6,
  maxLines: null,
  frequentWords: 32_000,
  skipGram: { dimensions: 100, window: 5, negatives: 5, subsample: 5e-5, rate: 0.04, epochs: 4, seed: 1 },
}

const DEFAULT_OTHER_VECTORS = { words: 50_000, trusted: 20_000 }

/** A set as a file given on the command line: all of it, as it is. */
export function plainSet(
  file: string,
  captions: string | null,
  pictures: string | null = null,
  reading: Reading | null = null,
): DataSet {
  return {
    name: path.basename(file),
    files: [file],
    reading,
    share: 1,
    unlabelled: [],
    repairs: [],
    labelSpace: null,
    renamed: 0,
    writing: 'as-given',
    captions,
    pictures,
  }
}

/**
 * Reads a training config. `VSGN_DATA` is the folder of the public data sets, `../shared/data` unless it is set,
 * `VSGN_VECTORS` that of word vectors from elsewhere, `.cache/vectors` unless it is set.
 */
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
  return readRecipe(value, file, {
    VSGN_DATA: '../shared/data',
    VSGN_VECTORS: '.cache/vectors',
    ...environment,
  })
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
  const size = reader.has('size') ? reader.choice('size', NETWORK_SIZES) : 'compact'
  const defaults = defaultsOf(size)
  const recipe: Recipe = {
    name: reader.text('name'),
    seed: reader.whole('seed', defaults.seed),
    epochs: reader.whole('epochs', defaults.epochs),
    patience: reader.numberOrNull('patience', defaults.patience),
    size,
    bert: reader.has('bert') ? expandPath(reader.text('bert'), environment) : null,
    network: reader.object('network'),
    text: reader.has('text') ? readText(reader.fields('text'), environment) : null,
    pretraining: reader.has('pretraining') ? reader.fields('pretraining').numbers(DEFAULT_PRETRAINING) : null,
    vectorWords: reader.number('vectorWords', defaults.vectorWords),
    otherVectors: reader.has('otherVectors')
      ? readOtherVectors(reader.fields('otherVectors'), environment)
      : null,
    data: reader.list('data').map((fields) => readSet(fields, environment)),
    names: reader.has('names') ? readNames(reader.fields('names'), environment) : {},
    dev: readScoredSets(reader.list('dev'), environment),
    test: readScoredSets(reader.list('test'), environment),
    rates: reader.fields('rates').numbers(defaults.rates),
    batchPositions: reader.number('batchPositions', defaults.batchPositions),
    weightDecay: reader.number('weightDecay', defaults.weightDecay),
    clip: reader.number('clip', defaults.clip),
    warmUp: reader.number('warmUp', defaults.warmUp),
    finalRate: reader.number('finalRate', defaults.finalRate),
    hideWords: reader.number('hideWords', defaults.hideWords),
    hideVectors: reader.number('hideVectors', defaults.hideVectors),
    card: reader.object('card'),
  }
  reader.end()
  if (recipe.otherVectors !== null && recipe.text === null)
    throw reader.wrong('otherVectors', 'nothing without "text": they join the word vectors of the text')
  return recipe
}

type Environment = Readonly<Record<string, string | undefined>>

function readSet(fields: Fields, environment: Environment): DataSet {
  const set = {
    name: fields.text('name'),
    files: fields.texts('files').map((path) => expandPath(path, environment)),
    reading: null,
    share: fields.number('share', 1),
    unlabelled: fields.texts('unlabelled'),
    repairs: fields.texts('repairs').map((name) => {
      if (!REPAIRS.includes(name as Repair)) throw fields.wrong('repairs', `one of ${REPAIRS.join(', ')}`)
      return name as Repair
    }),
    labelSpace: fields.has('labelSpace') ? fields.text('labelSpace') : null,
    renamed: fields.number('renamed', 0),
    writing: fields.has('writing') ? fields.choice('writing', WRITINGS) : 'as-given',
    captions: fields.has('captions') ? expandPath(fields.text('captions'), environment) : null,
    pictures: fields.has('pictures') ? expandPath(fields.text('pictures'), environment) : null,
  }
  fields.end()
  return set
}

/** Scores are kept by the names of the sets: of two with one name the first would be lost. */
function readScoredSets(list: readonly Fields[], environment: Environment): DataSet[] {
  const names = new Set<string>()
  return list.map((fields) => {
    const set = readSet(fields, environment)
    if (names.has(set.name)) throw fields.wrong('name', 'a name that no other set of the list has')
    names.add(set.name)
    return set
  })
}

function readNames(fields: Fields, environment: Environment): Recipe['names'] {
  const names = fields.names().map((type) => {
    const files = fields.texts(type).map((path) => expandPath(path, environment))
    return [type, files] as const
  })
  return Object.fromEntries(names)
}

function readOtherVectors(fields: Fields, environment: Environment): OtherVectorsOptions {
  return { file: expandPath(fields.text('file'), environment), ...fields.numbers(DEFAULT_OTHER_VECTORS) }
}

function readText(fields: Fields, environment: Environment): TextOptions {
  const options = {
    files: fields.texts('files').map((path) => expandPath(path, environment)),
    minCount: fields.number('minCount', DEFAULT_TEXT.minCount),
    splitShare: fields.number('splitShare', DEFAULT_TEXT.splitShare),
    maxLines: fields.numberOrNull('maxLines', DEFAULT_TEXT.maxLines),
    frequentWords: fields.number('frequentWords', DEFAULT_TEXT.frequentWords),
    skipGram: readSkipGram(fields.fields('skipGram')),
  }
  fields.end()
  return options
}

function readSkipGram(fields: Fields): TextOptions['skipGram'] {
  const options = fields.numbers(DEFAULT_TEXT.skipGram)
  if (options.dimensions === 0 || options.dimensions % 4 !== 0)
    throw fields.wrong('dimensions', 'a multiple of 4')
  return options
}
