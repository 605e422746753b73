import type { Var } from '../../autodiff/graph.ts'
import {
  add,
  asCondition,
  cast,
  concat,
  logSumExp,
  multiply,
  reduceSum,
  reshape,
  slice,
  subtract,
  transposeMatrix,
  where,
} from '../../autodiff/ops/index.ts'
import type { Block } from './block.ts'
import { labelsOf, labelsPieces } from './config.ts'
import type { ParameterValues } from './parameters.ts'

/** The score of what BIO forbids: no path through it ever matters, and its exponential is exactly zero. */
export const FORBIDDEN = -1e4

/** Whether `next` may follow `previous` (null: at the start): I-X only after B-X or I-X. */
export function mayFollow(previous: string | null, next: string): boolean {
  return !next.startsWith('I-') || previous === `B-${next.slice(2)}` || previous === next
}

/** `mayFollow` for the labels of a network. Thirteen labels bind nothing: X stands between the tags of a split word. */
function legality(config: Block['config']): typeof mayFollow {
  return labelsPieces(config) ? () => true : mayFollow
}

/** Transition, start and end scores, with the forbidden ones in place. */
interface CrfScores {
  /** [K, K]: row is the previous label, column the next. */
  readonly transitions: Var
  /** [K] */
  readonly start: Var
  readonly end: Var
}

/** Gold labels as numbers; zeros at padding. */
export interface GoldPath {
  /** One-hot labels [B, n, K]. */
  readonly labels: Var
  /** How often each pair follows each other [B, K, K]. */
  readonly transitions: Var
  /** One-hot label of the last word [B, K]. */
  readonly last: Var
}

function crfScores({ config, graph, parameters }: Block): CrfScores {
  const labels = labelsOf(config)
  const count = labels.length
  const follows = legality(config)
  const legal = labels.flatMap((previous) => labels.map((next) => Number(follows(previous, next))))
  const legalStart = labels.map((label) => Number(follows(null, label)))
  const forbidden = graph.scalar(FORBIDDEN)
  return {
    transitions: where(
      graph.constant('bool', legal, [count, count]),
      parameters.zeros('crf.transitions', [count, count]),
      forbidden,
    ),
    start: where(
      graph.constant('bool', legalStart, [count]),
      parameters.zeros('crf.start', [count]),
      forbidden,
    ),
    end: parameters.zeros('crf.end', [count]),
  }
}

/**
 * (26, 27): the negative log-likelihood of the gold path of each text, [B]. Emissions [B, n, K]; mask [B, n]
 * bool with the valid words first, at least one.
 *
 * log Z is a product of matrices in the log semiring, M_t = T + E_t (padding: the identity), multiplied as a
 * tree of log₂ n levels instead of a chain of n.
 */
export function crfLoss(block: Block, emissions: Var, mask: Var, gold: GoldPath): Var {
  const scores = crfScores(block)
  return subtract(logPartition(emissions, mask, scores), pathScore(emissions, gold, scores))
}

function logPartition(emissions: Var, mask: Var, { transitions, start, end }: CrfScores): Var {
  const [batch, length, count] = emissions.shape as readonly [number, number, number]
  const first = add(reshape(slice(emissions, 1, 0, 1), [batch, count]), start)
  if (length === 1) return logSumExp(add(first, end))

  const arriving = reshape(slice(emissions, 1, 1, length), [batch, length - 1, 1, count])
  const rest = slice(cast(mask, 'float32'), 1, 1, length)
  const valid = asCondition(reshape(rest, [batch, length - 1, 1, 1]))
  const steps = where(valid, add(arriving, transitions), logIdentity(emissions, count))
  const whole = multiplyAll(steps)
  const ends = logSumExp(add(transposeMatrix(whole), reshape(first, [batch, 1, count])))
  return logSumExp(add(ends, end))
}

function logIdentity(like: Var, count: number): Var {
  const values = Array.from({ length: count * count }, (_, index) =>
    index % (count + 1) === 0 ? 0 : FORBIDDEN,
  )
  return like.graph.constant('float32', values, [count, count])
}

/** The product of log-semiring matrices [B, n, K, K] along axis 1, [B, K, K]. */
function multiplyAll(matrices: Var): Var {
  const [batch, length, count] = matrices.shape as readonly [number, number, number, number]
  if (length === 1) return reshape(matrices, [batch, count, count])
  const half = Math.floor(length / 2)
  const pairs = reshape(slice(matrices, 1, 0, 2 * half), [batch, half, 2, count, count])
  // the label between the two comes last, to be summed over
  const left = reshape(slice(pairs, 2, 0, 1), [batch, half, count, 1, count])
  const right = reshape(transposeMatrix(slice(pairs, 2, 1, 2)), [batch, half, 1, count, count])
  const products = logSumExp(add(left, right))
  if (length % 2 === 0) return multiplyAll(products)
  return multiplyAll(concat([products, slice(matrices, 1, length - 1, length)], 1))
}

function pathScore(emissions: Var, gold: GoldPath, { transitions, start, end }: CrfScores): Var {
  const [batch, , count] = emissions.shape as readonly [number, number, number]
  const first = reshape(slice(gold.labels, 1, 0, 1), [batch, count])
  const parts = [
    reduceSum(multiply(gold.labels, emissions), [1, 2]),
    reduceSum(multiply(gold.transitions, transitions), [1, 2]),
    reduceSum(multiply(first, start), [1]),
    reduceSum(multiply(gold.last, end), [1]),
  ]
  return parts.map((part) => reshape(part, [batch])).reduce((sum, part) => add(sum, part))
}

/** Scores for decoding outside the graph, row-major, with the forbidden ones in place. */
export interface CrfTables {
  readonly labels: readonly string[]
  /** [K, K]: row is the previous label, column the next. */
  readonly transitions: Float32Array
  readonly start: Float32Array
  readonly end: Float32Array
  /** What stands behind a word of several pieces, where that differs (see `wordTables`). */
  readonly behindSplit?: { readonly transitions: Float32Array; readonly end: Float32Array }
  /** Of one post: a one at each word of several pieces. */
  readonly splitWords?: Uint8Array
  /** T: the probability of a path goes as exp(score / T); 1 where it is missing. Which path is best does not change. */
  readonly temperature?: number
}

/** The tables with the words of one post that have several pieces. */
export function forPost(crf: CrfTables, splitWords: Uint8Array | undefined): CrfTables {
  return splitWords === undefined ? crf : { ...crf, splitWords }
}

/** Scores of what may follow the word at a position, [K, K]. */
export function stepsBehind(
  { transitions, behindSplit, splitWords }: CrfTables,
  position: number,
): Float32Array {
  return behindSplit !== undefined && splitWords?.[position] === 1 ? behindSplit.transitions : transitions
}

/** Scores of ending with the word at a position, [K]. */
export function endBehind({ end, behindSplit, splitWords }: CrfTables, position: number): Float32Array {
  return behindSplit !== undefined && splitWords?.[position] === 1 ? behindSplit.end : end
}

/** The decoding tables of trained parameters. Throws Error when the CRF's parameters are not among them. */
export function crfTables(config: Block['config'], parameters: ParameterValues): CrfTables {
  const labels = labelsOf(config)
  const valuesOf = (name: string): Float32Array => {
    const values = parameters.get(name)
    if (values === undefined) throw new Error(`the parameters have no "${name}"`)
    return values
  }
  const follows = legality(config)
  const legal = labels.flatMap((previous) => labels.map((next) => follows(previous, next)))
  return {
    labels,
    transitions: valuesOf('crf.transitions').map((score, index) =>
      legal[index] === true ? score : FORBIDDEN,
    ),
    start: valuesOf('crf.start').map((score, index) =>
      follows(null, labels[index] ?? '') ? score : FORBIDDEN,
    ),
    end: valuesOf('crf.end').slice(),
  }
}
