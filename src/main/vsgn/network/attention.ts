import type { Var } from '../../autodiff/graph.ts'
import {
  add,
  concat,
  lookUp,
  matmul,
  matmulTransposed,
  multiply,
  reshape,
  slice,
  softmax,
  transpose,
} from '../../autodiff/ops/index.ts'
import { sizeAt, sizeOf } from '../../autodiff/shapes.ts'
import type { Block } from './block.ts'
import { project, projectWithoutBias } from './block.ts'

/** Texts of one length whose positions are read together. */
export interface Stretch {
  readonly batch: number
  readonly length: number
  /** What to add to the scores of its attention, broadcasting to [batch, heads, length, length]. */
  readonly bias: Var
}

/**
 * Multi-head attention: queries [B, q, d] over `keys` [B, k, d], with `bias` added to the scores
 * (broadcasting to [B, heads, q, k]). Keys have no bias of their own: it would add the same number to all
 * scores of a query, which softmax ignores. Result [B, q, d].
 */
export function attend(block: Block, name: string, queries: Var, keys: Var, bias: Var): Var {
  const { query, key, value } = projections(block, name, queries, keys)
  return project(block, `${name}.output`, mixValues(block, query, key, value, bias), block.config.hidden)
}

/**
 * `attend` of each stretch over itself. Their rows stand one behind the other in x [R, d], so that each weight is used in
 * one product, and in training gets one gradient, however many lengths there are. Result [R, d], or [M, d] of the
 * `wanted` rows (see `chooseRows`).
 */
export function attendWithin(
  block: Block,
  name: string,
  x: Var,
  stretches: readonly Stretch[],
  wanted: Var | null,
): Var {
  const { hidden } = block.config
  const { query, key, value } = projections(block, name, x, x)
  let end = 0
  const contexts = stretches.map(({ batch, length, bias }) => {
    const start = end
    end += batch * length
    const rowsOf = (rows: Var): Var => reshape(slice(rows, 0, start, end), [batch, length, hidden])
    const mixed = mixValues(block, rowsOf(query), rowsOf(key), rowsOf(value), bias)
    return reshape(mixed, [batch * length, hidden])
  })
  return project(block, `${name}.output`, chooseRows(concat(contexts, 0), wanted), hidden)
}

function projections(block: Block, name: string, queries: Var, keys: Var) {
  const { hidden } = block.config
  return {
    query: project(block, `${name}.query`, queries, hidden),
    key: projectWithoutBias(block, `${name}.key`, keys, hidden),
    value: project(block, `${name}.value`, keys, hidden),
  }
}

/** [B, n, heads, w] ↔ [B, heads, n, w] */
const swap = (x: Var): Var => transpose(x, [0, 2, 1, 3])

/** softmax(Q Kᵀ / √(d / heads) + bias) V in every head; [B, q, d], [B, k, d] twice → [B, q, d]. */
function mixValues({ config }: Block, query: Var, key: Var, value: Var, bias: Var): Var {
  const headWidth = config.hidden / config.heads
  const split = (x: Var): Var =>
    swap(reshape(x, [sizeAt(x.shape, 0), sizeAt(x.shape, 1), config.heads, headWidth]))
  const scores = multiply(matmulTransposed(split(query), split(key)), 1 / Math.sqrt(headWidth))
  const weights = softmax(add(scores, bias))
  return reshape(swap(matmul(weights, split(value))), query.shape)
}

/** The rows of x [..., d] at `wanted` [M], int32 counted over all of them, as [M, d]; with null all of x as it is. */
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
