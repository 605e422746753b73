import type { Var } from '../graph.ts'
import { add, relu } from './elementwise.ts'
import { gemm } from './matrix.ts'
import { reshape } from './shape.ts'

/**
 * wᵀ relu(aᵢ + bⱼ) of every pair of rows: a [B, n, d], b [B, m, d], w [d, 1] → [B, n, m]. In one piece, because its
 * gradient then multiplies by w after it has summed over the pairs, and not each of the [B, n, m, d] values.
 */
export function pairScores(a: Var, b: Var, weight: Var): Var {
  const [batch, rows, width] = a.shape as readonly [number, number, number]
  const [, columns] = b.shape as readonly [number, number, number]
  const sums = add(reshape(a, [batch, rows, 1, width]), reshape(b, [batch, 1, columns, width]))
  const kept = reshape(relu(sums), [batch * rows * columns, width])
  const scores = reshape(gemm(kept, weight, {}), [batch, rows, columns])
  return a.graph.record('PairScores', [a, b, weight], scores, [kept])
}
