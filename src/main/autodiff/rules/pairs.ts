import type { Var } from '../graph.ts'
import { isPositive, multiply } from '../ops/elementwise.ts'
import { gemm, matmul } from '../ops/matrix.ts'
import { reshape, transpose, transposeMatrix } from '../ops/shape.ts'
import type { GradientRules } from './rule.ts'

export const pairRules: GradientRules = {
  // s = wᵀ R, R = relu(aᵢ + bⱼ), M = [R > 0]: daᵢ = w Σⱼ dsᵢⱼ Mᵢⱼ, dbⱼ = w Σᵢ dsᵢⱼ Mᵢⱼ, dw = Σᵢⱼ dsᵢⱼ Rᵢⱼ
  PairScores: (entry, gradient) => {
    const [a, b, weight] = entry.inputs as readonly [Var, Var, Var]
    const [kept] = entry.saved as readonly [Var]
    const [batch, rows, width] = a.shape as readonly [number, number, number]
    const [, columns] = b.shape as readonly [number, number, number]
    const passes = reshape(isPositive(kept), [batch, rows, columns, width])
    return [
      () => weightedSums(passes, gradient, weight),
      () => weightedSums(transpose(passes, [0, 2, 1, 3]), transposeMatrix(gradient), weight),
      () => gemm(kept, reshape(gradient, [batch * rows * columns, 1]), { transX: true }),
    ]
  },
}

/** w Σⱼ gᵢⱼ Mᵢⱼ as products of a row with a matrix: M [B, n, m, d], g [B, n, m], w [d, 1] → [B, n, d]. */
function weightedSums(passes: Var, gradient: Var, weight: Var): Var {
  const [batch, rows, columns, width] = passes.shape as readonly [number, number, number, number]
  const sums = matmul(
    reshape(gradient, [batch * rows, 1, columns]),
    reshape(passes, [batch * rows, columns, width]),
  )
  return multiply(reshape(sums, [batch, rows, width]), reshape(weight, [1, 1, width]))
}
