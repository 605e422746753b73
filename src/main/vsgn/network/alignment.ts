import type { Var } from '../../autodiff/graph.ts'
import {
  add,
  and,
  cast,
  divide,
  keepWhere,
  logSumExp,
  matmul,
  matmulTransposed,
  maskedMean,
  multiply,
  reduceSum,
  greater,
  reshape,
  softmax,
  sqrt,
  square,
  stopGradient,
  subtract,
  where,
  exp,
} from '../../autodiff/ops/index.ts'
import type { Block } from './block.ts'
import { projectWithoutBias } from './block.ts'

/**
 * (11, 12): M = softmax((T W_t)(I W_i)ᵀ / √d_a), each text node's distribution over patches.
 * Text [B, N, d], patches [B, m, d] → [B, N, m].
 */
export function alignToPatches(block: Block, text: Var, patches: Var): Var {
  const { latent } = block.config
  const textSide = projectWithoutBias(block, 'vsg.alignment.text', text, latent)
  const pictureSide = projectWithoutBias(block, 'vsg.alignment.picture', patches, latent)
  return softmax(multiply(matmulTransposed(textSide, pictureSide), 1 / Math.sqrt(latent)))
}

export interface AlignedGraphs {
  /** E_t, dense text edges [B, N, N]. */
  readonly textEdges: Var
  /** E_i' = M E_v Mᵀ, the picture's edges carried to text nodes, [B, N, N]. */
  readonly carriedEdges: Var
  /** [B, N, N] bool: pairs of text nodes that may be linked. */
  readonly legal: Var
  /** [B] bool: posts that have a picture. */
  readonly hasImage: Var
}

/** E_i' = M E_v Mᵀ. */
export function carryEdges(alignment: Var, imageEdges: Var): Var {
  return matmulTransposed(matmul(alignment, imageEdges), alignment)
}

/**
 * (13): KL(P‖Q) + KL(Q‖P) = Σⱼ (P − Q)(log P − log Q), mean over text nodes with a legal neighbour in posts
 * with a picture; P and Q are the edges of a node as distributions with temperature τ. Carried edges are
 * averages and far flatter than text edges, so each row is first given the mean and deviation of its text row.
 * Zero where no post has a picture. Result: one value.
 */
export function alignmentLoss({ config }: Block, graphs: AlignedGraphs): Var {
  const { textEdges, carriedEdges, legal, hasImage } = graphs
  const weights = cast(legal, 'float32')
  const matched = matchRows(carriedEdges, textEdges, weights)
  const logText = logDistribution(textEdges, legal, config.alignmentTemperature)
  const logCarried = logDistribution(matched, legal, config.alignmentTemperature)
  const difference = subtract(logText, logCarried)
  const divergence = multiply(subtract(exp(logText), exp(logCarried)), difference)
  const perNode = reduceSum(keepWhere(legal, divergence), [-1])

  const [batch] = hasImage.shape as readonly [number]
  const linked = greater(reduceSum(weights, [-1]), 0)
  const counted = cast(and(linked, reshape(hasImage, [batch, 1, 1])), 'float32')
  const everyNode = (x: Var): Var => reshape(x, [x.shape.reduce((product, size) => product * size, 1), 1])
  return maskedMean(everyNode(perNode), everyNode(counted), 0)
}

/** log softmax(x / τ) over the legal pairs of each row; zero elsewhere. */
function logDistribution(x: Var, legal: Var, temperature: number): Var {
  const scaled = multiply(x, 1 / temperature)
  const total = logSumExp(where(legal, scaled, x.graph.scalar(-1e9)))
  return keepWhere(legal, subtract(scaled, reshape(total, [...total.shape, 1])))
}

/** x with each row's mean and deviation over the weighted pairs replaced by those of `like`, held constant. */
function matchRows(x: Var, like: Var, weights: Var): Var {
  const own = rowStatistics(x, weights)
  const target = rowStatistics(like, weights)
  const standard = divide(subtract(x, own.mean), own.deviation)
  return add(multiply(standard, stopGradient(target.deviation)), stopGradient(target.mean))
}

function rowStatistics(x: Var, weights: Var): { mean: Var; deviation: Var } {
  const mean = maskedMean(x, weights, -1)
  const variance = maskedMean(square(subtract(x, mean)), weights, -1)
  return { mean, deviation: sqrt(add(variance, 1e-6)) }
}
