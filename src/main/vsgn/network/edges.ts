import type { Var } from '../../autodiff/graph.ts'
import {
  add,
  and,
  cast,
  isAmongLargest,
  linear,
  matmulTransposed,
  multiply,
  pairScores,
  relu,
  sigmoid,
  softplus,
  unitRows,
  where,
} from '../../autodiff/ops/index.ts'
import type { Block } from './block.ts'
import { projectWithoutBias } from './block.ts'

/** The edges of one graph over N nodes. */
export interface Edges {
  /** E of (8), every pair, [B, N, N], never negative. */
  readonly dense: Var
  /** A of (9): the K strongest legal edges of each row, zero elsewhere. */
  readonly sparse: Var
}

/** Edge weights from nodes [B, N, d]; `legal` [B, N, N] bool says which pairs may be linked. */
export function buildEdges(block: Block, nodes: Var, legal: Var): Edges {
  const dense = edgeStrength(block, nodes)
  // Strengths are never negative, so an illegal pair at −1 is chosen only when no legal one is left.
  const candidates = where(legal, dense, block.graph.scalar(-1))
  const kept = and(isAmongLargest(candidates, block.config.topK), legal)
  // A product, not a choice by condition: backward, WebGPU would leave the transposed condition to the CPU.
  return { dense, sparse: multiply(dense, cast(kept, 'float32')) }
}

/**
 * (6) S = cos(W hᵢ, W hⱼ); (7) f = σ(w₂ · relu(W₁ [hᵢ ; hⱼ] + b₁) + b₂), where W₁ acts on hᵢ and hⱼ apart, so
 * that no N² × 2d tensor is made; (8) E = f + a relu(S). Both relu and a = softplus(free number) keep E at
 * or above zero, as the square root of degrees in (14) needs. Text and picture share these parameters.
 */
function edgeStrength(block: Block, nodes: Var): Var {
  const { config, parameters } = block
  const direction = unitRows(projectWithoutBias(block, 'vsg.edge.kernel', nodes, config.latent))
  const similarity = matmulTransposed(direction, direction)

  const from = linear(nodes, half(block, 'from'), parameters.zeros('vsg.edge.bias', [config.latent]))
  const to = linear(nodes, half(block, 'to'), null)
  const outer = parameters.weight('vsg.edge.outer.weight', config.latent, 1)
  const logits = add(pairScores(from, to, outer), parameters.zeros('vsg.edge.outer.bias', [1]))
  const affinity = sigmoid(logits)

  const free = Math.log(Math.expm1(config.edgeBalance))
  const balance = softplus(parameters.get('vsg.edge.balance', [1], { value: free }))
  return add(affinity, multiply(relu(similarity), balance))
}

/** The part of W₁ that acts on one end of the edge, [d, d_a]. */
function half({ config, parameters }: Block, end: 'from' | 'to'): Var {
  return parameters.weight(`vsg.edge.${end}.weight`, config.hidden, config.latent)
}
