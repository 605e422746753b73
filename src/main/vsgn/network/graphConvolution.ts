import type { Var } from '../../autodiff/graph.ts'
import {
  add,
  divide,
  matmul,
  multiply,
  reduceSum,
  relu,
  sqrt,
  transposeMatrix,
} from '../../autodiff/ops/index.ts'
import { sizeAt } from '../../autodiff/shapes.ts'
import type { Block } from './block.ts'
import { normalise, project } from './block.ts'

/** Without self-loops a node may have no edge at all; its flow is then 0 / √1e-6 = 0. */
const LEAST_DEGREE = 1e-6

/**
 * (14): H ← relu(D^-½ A D^-½ H W + b) over symmetrised edges A [B, N, N], some layers of it; nodes
 * [B, N, d] → [B, N, d]. `gcn: residual` adds to the printed equation what keeps two layers from wrecking
 * the encoder's vectors: self-loops, and LN(H + …) around each layer.
 */
export function propagate(block: Block, name: string, nodes: Var, edges: Var): Var {
  const { config } = block
  const residual = config.gcn === 'residual'
  const flow = normalisedFlow(edges, residual)
  let hidden = nodes
  for (let layer = 0; layer < config.gcnLayers; layer++) {
    const mixed = relu(project(block, `${name}.${layer}`, matmul(flow, hidden), config.hidden))
    hidden = residual
      ? normalise(block, `${name}.${layer}.norm`, add(hidden, block.dropout(mixed, config.dropout.layers)))
      : mixed
  }
  return hidden
}

/** D^-½ ((A + Aᵀ)/2 [+ I]) D^-½ with the row sums D. */
function normalisedFlow(edges: Var, selfLoops: boolean): Var {
  const symmetric = multiply(add(edges, transposeMatrix(edges)), 0.5)
  const linked = selfLoops ? add(symmetric, identity(edges)) : symmetric
  const degree = reduceSum(linked, [-1])
  const root = sqrt(selfLoops ? degree : add(degree, LEAST_DEGREE))
  return divide(divide(linked, root), transposeMatrix(root))
}

function identity(edges: Var): Var {
  const size = sizeAt(edges.shape, -1)
  const values = Array.from({ length: size * size }, (_, index) => (index % (size + 1) === 0 ? 1 : 0))
  return edges.graph.constant('float32', values, [size, size])
}
