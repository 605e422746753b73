import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import { FREQUENT_WORDS, TABLE_ROWS, TABLE_WIDTH } from '../features/wordFeatures.ts'
import type { TextEncoder } from '../features/encodePost.ts'
import { extrasWidth } from '../features/encodePost.ts'
import { FloatRows } from '../features/rowTable.ts'
import { normaliseWord } from '../features/words.ts'
import { encoderOf } from '../vsgn/encoderOf.ts'
import type { ModelPack, Vocabulary, Weight } from '../vsgn/modelPack.ts'
import type { VsgnConfig } from '../vsgn/network/config.ts'
import { compactConfig, readConfig } from '../vsgn/network/config.ts'
import type { ParameterSpec } from '../vsgn/network/parameters.ts'
import { initialParameters } from '../vsgn/network/parameters.ts'
import { parameterSpecs } from '../vsgn/network/trainingGraph.ts'
import type { ByteMatrix } from '../vsgn/quantise.ts'
import { dequantise } from '../vsgn/quantise.ts'
import { pictureShapeOf } from './postPictures.ts'
import { continuedConfig } from './continuedConfig.ts'
import type { OtherVectorsOptions } from './otherVectors.ts'
import { readVectorTable, withOtherVectors } from './otherVectors.ts'
import type { Recipe } from './recipe.ts'
import type { TextKnowledge } from './textStage.ts'
import type { Weights } from './optimiser.ts'
import type { TrainingPost } from './trainingData.ts'

/** The network and its words before the first step. */
export interface StartingPoint {
  readonly config: VsgnConfig
  readonly encoder: TextEncoder
  readonly weights: Weights
  readonly vocabulary: Vocabulary<Weight>
  /** What it has learned to read beside the words; nothing where it starts from scratch. */
  readonly inputs: { readonly caption: boolean; readonly picture: boolean }
  /** SHA-256 of the pack whose weights these are; null: fresh ones. */
  readonly origin: string | null
}

/** Deviation of the rows of a fresh feature table. */
const TABLE_DEVIATION = 0.05
/** Width of word vectors where there is no text to learn them from. */
const EMPTY_VECTOR_WIDTH = 100

/** A fresh network over what was learned from unlabelled text, or over the words of the labelled posts alone. */
export function fromScratch(
  recipe: Recipe,
  types: readonly string[],
  knowledge: TextKnowledge | null,
  posts: readonly TrainingPost[],
): StartingPoint {
  const words =
    knowledge === null
      ? {
          frequentWords: wordsOf(posts),
          vectorWords: [],
          vectors: new Float32Array(0),
          width: EMPTY_VECTOR_WIDTH,
        }
      : mostFrequentVectors(knowledge, recipe.vectorWords)
  const { frequentWords, vectorWords } = words
  const vectors: Weight = { shape: [vectorWords.length, words.width], values: words.vectors }
  const vocabulary = { frequentWords, vectorWords, vectors }
  const config = compactConfig({
    ...pictureShapeOf(posts),
    ...recipe.network,
    types,
    labelSpaces: labelSpacesOf(recipe),
    extrasWidth: extrasWidth(words.width),
  })
  refuseOtherTable(config)
  const random = new SeededRandom(recipe.seed, TABLE_ROWS)
  const table = Float32Array.from(
    { length: TABLE_ROWS * TABLE_WIDTH },
    () => random.normal() * TABLE_DEVIATION,
  )
  return {
    config,
    encoder: encoderOf(vocabulary, config, floatRows),
    weights: { values: initialParameters(parameterSpecs(config), recipe.seed), table },
    vocabulary,
    inputs: { caption: false, picture: false },
    origin: null,
  }
}

/** Words are rows of one table of one size: the network of another would be trained and could not be written. */
function refuseOtherTable({ tableRows, rowWidth }: VsgnConfig): void {
  if (tableRows === TABLE_ROWS && rowWidth === TABLE_WIDTH) return
  throw new WorkbenchError(
    'invalid-input',
    `The training config asks for a table of ${tableRows} rows of ${rowWidth} numbers; words have ${TABLE_ROWS} of ${TABLE_WIDTH}. Leave "tableRows" and "rowWidth" out of its network.`,
  )
}

/**
 * Continues from a pack. Where the types differ, the outputs and the CRF start anew and all else is kept. What the recipe
 * may change of its network: `continuedConfig`.
 */
export function fromPack(
  pack: ModelPack,
  recipe: Recipe,
  types: readonly string[],
  posts: readonly TrainingPost[],
): StartingPoint {
  const before = readConfig(pack.manifest.network)
  const config = readConfig({
    ...continuedConfig(before, recipe.network),
    ...pictureShapeOf(posts),
    types,
    labelSpaces: labelSpacesOf(recipe),
  })
  const specs = parameterSpecs(config)
  const fresh = initialParameters(specs, recipe.seed)
  const sameTypes = before.types.join() === types.join()
  const kept = (spec: ParameterSpec): boolean => sameTypes || !/^(?:output|crf)\./u.test(spec.name)
  const valuesOf = (spec: ParameterSpec): Float32Array => {
    const found = kept(spec) ? pack.weights.get(spec.name) : undefined
    // eyes of another kind give numbers of another kind: what reads them starts anew
    return found?.shape.join() === spec.shape.join() ? found.values : (fresh.get(spec.name) as Float32Array)
  }
  const values = new Map(specs.map((spec) => [spec.name, valuesOf(spec)]))
  const vocabulary: Vocabulary<Weight> =
    'pieces' in pack.vocabulary
      ? pack.vocabulary
      : { ...pack.vocabulary, vectors: floatsOf(pack.vocabulary.vectors) }
  return {
    config,
    encoder: encoderOf(vocabulary, config, floatRows),
    weights: { values, table: dequantise(pack.table) },
    vocabulary,
    inputs: pack.manifest.inputs,
    origin: pack.sha256,
  }
}

/** The same network with vectors for more words. Throws WorkbenchError where their file is no such table. */
export async function withMoreVectors(
  start: StartingPoint,
  options: OtherVectorsOptions,
): Promise<StartingPoint> {
  if ('pieces' in start.vocabulary) return start
  const vocabulary = withOtherVectors(start.vocabulary, await readVectorTable(options.file), options)
  return { ...start, vocabulary, encoder: encoderOf(vocabulary, start.config, floatRows) }
}

/** The label spaces of a recipe's sets, in the order of the sets. */
export function labelSpacesOf({ data }: Recipe): string[] {
  return [...new Set(data.flatMap(({ labelSpace }) => labelSpace ?? []))]
}

const floatsOf = (matrix: ByteMatrix): Weight => ({
  shape: matrix.bytes.shape,
  values: dequantise(matrix),
})

/** The rows of a matrix in floats. */
function floatRows({ shape, values }: Weight): FloatRows {
  const [, width = 1] = shape
  return new FloatRows(values, width)
}

/** What a pack knows of words, for a network of another kind. Throws WorkbenchError where it reads word pieces. */
export function wordsOfPack({ vocabulary, manifest }: ModelPack): TextKnowledge {
  if ('pieces' in vocabulary)
    throw new WorkbenchError(
      'refused',
      `${manifest.name} reads word pieces and has no words to begin with. Give a compact pack, or "bundled".`,
    )
  const { frequentWords, vectorWords, vectors } = vocabulary
  const { shape, values } = floatsOf(vectors)
  return { frequentWords, vectorWords, vectors: values, dimensions: shape[1] ?? EMPTY_VECTOR_WIDTH }
}

function mostFrequentVectors(knowledge: TextKnowledge, limit: number) {
  const vectorWords = knowledge.vectorWords.slice(0, limit)
  return {
    frequentWords: knowledge.frequentWords.slice(0, FREQUENT_WORDS),
    vectorWords,
    vectors: knowledge.vectors.slice(0, vectorWords.length * knowledge.dimensions),
    width: knowledge.dimensions,
  }
}

/** Lower-cased words of the posts, most frequent first. */
function wordsOf(posts: readonly TrainingPost[]): string[] {
  const counts = new Map<string, number>()
  for (const { tokens } of posts)
    for (const token of tokens) {
      const word = normaliseWord(token).toLowerCase()
      counts.set(word, (counts.get(word) ?? 0) + 1)
    }
  // a pack keeps one word a line
  return [...counts]
    .filter(([word]) => !word.includes('\n'))
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, FREQUENT_WORDS)
    .map(([word]) => word)
}
