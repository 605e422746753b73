import type { Var } from '../../autodiff/graph.ts'
import {
  add,
  cast,
  concat,
  greater,
  matmul,
  matmulTransposed,
  multiply,
  oneMinus,
  reduceSum,
  reshape,
  sigmoid,
  softmax,
  where,
} from '../../autodiff/ops/index.ts'
import type { Block } from './block.ts'
import { maskedOut, project } from './block.ts'

/**
 * (16, 17): patches and regions blended, channel by channel. The paper adds 49 rows to R rows; here each patch
 * first gathers the regions like it, V = softmax(H Rᵀ / √d) R, then gate = σ(W [H ; V] + b) and
 * H' = gate H + (1 − gate) V. A post without regions keeps its patches.
 * Patches [B, m, d], regions [B, R, d], mask [B, R] bool → blended and gate, both [B, m, d], and the shares of the
 * regions that each patch gathers, [B, m, R].
 */
export function blendRegions(
  block: Block,
  patches: Var,
  regions: Var,
  mask: Var,
): { blended: Var; gate: Var; attention: Var } {
  const { hidden } = block.config
  const [batch, count] = mask.shape as readonly [number, number]
  const likeness = multiply(matmulTransposed(patches, regions), 1 / Math.sqrt(hidden))
  const bias = reshape(maskedOut(mask), [batch, 1, count])
  const attention = softmax(add(likeness, bias))
  const gathered = matmul(attention, regions)
  const learned = sigmoid(project(block, 'region_gate', concat([patches, gathered], -1), hidden))

  const found = greater(reduceSum(cast(mask, 'float32'), [1]), 0)
  const gate = where(reshape(found, [batch, 1, 1]), learned, block.graph.scalar(1))
  const blended = add(multiply(gate, patches), multiply(oneMinus(gate), gathered))
  return { blended, gate, attention }
}
