import type { Var } from '../../autodiff/graph.ts'
import { add, lookUp, matmul, multiply, reshape, softmax, transpose } from '../../autodiff/ops/index.ts'
import { sizeAt, sizeOf } from '../../autodiff/shapes.ts'
import type { Block } from './block.ts'
import { project, projectWithoutBias } from './block.ts'

/**
 * Multi-head attention: queries [B, q, d] over `keys` [B, k, d], with `bias` added to the scores
 * (broadcasting to [B, heads, q, k]). Keys have no bias of their own: it would add the same number to all
 * scores of a query, which softmax ignores. Result [B, q, d], or [M, d] of the `wanted` rows (see `chooseRows`).
 */
export function attend(
  block: Block,
  name: string,
  queries: Var,
  keys: Var,
  bias: Var,
  wanted: Var | null = null,
): Var {
  const { hidden, heads } = block.config
  const headWidth = hidden / heads
  const split = (x: Var, order: readonly number[]): Var =>
    transpose(reshape(x, [sizeAt(x.shape, 0), sizeAt(x.shape, 1), heads, headWidth]), order)

  const query = split(project(block, `${name}.query`, queries, hidden), [0, 2, 1, 3])
  const key = split(projectWithoutBias(block, `${name}.key`, keys, hidden), [0, 2, 3, 1])
  const value = split(project(block, `${name}.value`, keys, hidden), [0, 2, 1, 3])
  const scores = multiply(matmul(query, key), 1 / Math.sqrt(headWidth))
  const weights = softmax(add(scores, bias))
  const context = reshape(transpose(matmul(weights, value), [0, 2, 1, 3]), queries.shape)
  return project(block, `${name}.output`, chooseRows(context, wanted), hidden)
}

/** The rows of x [B, n, d] at `wanted` [M], int32 into B · n, as [M, d]; with null all of x as it is. */
export function chooseRows(x: Var, wanted: Var | null): Var {
  if (wanted === null) return x
  const width = sizeAt(x.shape, -1)
  return lookUp(reshape(x, [sizeOf(x.shape) / width, width]), wanted)
}

/** `attend` over one key [1, 1, d], whatever the query: softmax gives it all the weight. [1, 1, d]. */
export function attendToOne(block: Block, name: string, key: Var): Var {
  const { hidden } = block.config
  return project(block, `${name}.output`, project(block, `${name}.value`, key, hidden), hidden)
}
