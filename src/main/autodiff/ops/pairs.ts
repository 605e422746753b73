import type { Var } from '../graph.ts'
import { add, relu } from './elementwise.ts'
import { gemm } from './matrix.ts'
import { reshape, transpose } from './shape.ts'

/**
 * wᵀ relu(aᵢ + bⱼ) of every pair of rows: a [B, n, d], b [B, m, d], w [d, 1] → [B, n, m]. In one piece, because its
 * gradient then multiplies by w after it has summed over the pairs, and not each of the values. These lie as [n, B, m, d]:
 * so onnxruntime's product can run over either of n and m without laying them out anew.
 */
export function pairScores(a: Var, b: Var, weight: Var): Var {
  const [batch, rows, width] = a.shape as readonly [number, number, number]
  const [, columns] = b.shape as readonly [number, number, number]
  const first = reshape(transpose(a, [1, 0, 2]), [rows, batch, 1, width])
  const sums = add(first, reshape(b, [1, batch, columns, width]))
  const kept = reshape(relu(sums), [rows * batch * columns, width])
  const scores = transpose(reshape(gemm(kept, weight, {}), [rows, batch, columns]), [1, 0, 2])
  return a.graph.record('PairScores', [a, b, weight], scores, [kept])
}
