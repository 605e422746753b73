import type { Var } from '../graph.ts'
import { isPositive, multiply } from '../ops/elementwise.ts'
import { gemm, matmul } from '../ops/matrix.ts'
import { reshape, transpose, transposeMatrix } from '../ops/shape.ts'
import type { Shape } from '../shapes.ts'
import type { GradientRules } from './rule.ts'

export const pairRules: GradientRules = {
  // s = wᵀ R, R = relu(aᵢ + bⱼ), M = [R > 0]: daᵢ = w Σⱼ dsᵢⱼ Mᵢⱼ, dbⱼ = w Σᵢ dsᵢⱼ Mᵢⱼ, dw = Σᵢⱼ dsᵢⱼ Rᵢⱼ
  PairScores: (entry, gradient) => {
    const [a, b, weight] = entry.inputs as readonly [Var, Var, Var]
    const [kept] = entry.saved as readonly [Var]
    const [batch, rows, width] = a.shape as readonly [number, number, number]
    const [, columns] = b.shape as readonly [number, number, number]
    const passes = reshape(isPositive(kept), [rows, batch, columns, width])
    const flowing = transpose(gradient, [1, 0, 2])
    const weigh = (sums: Var, shape: Shape): Var =>
      multiply(reshape(sums, shape), reshape(weight, [1, 1, width]))
    return [
      () => transpose(weigh(rowTimes(flowing, passes), [rows, batch, width]), [1, 0, 2]),
      () => weigh(rowTimes(transposeMatrix(gradient), transpose(passes, [1, 2, 0, 3])), b.shape),
      () => gemm(kept, reshape(flowing, [rows * batch * columns, 1]), { transX: true }),
    ]
  },
}

/** Each row of x [p, q, k] times a matrix of its own, y [p, q, k, d] → [p, q, 1, d]. */
function rowTimes(x: Var, y: Var): Var {
  const [p, q, k] = x.shape as readonly [number, number, number]
  return matmul(reshape(x, [p, q, 1, k]), y)
}
