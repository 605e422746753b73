import type { Var } from '../graph.ts'
import { cast, greater } from '../ops/compare.ts'
import { multiply } from '../ops/elementwise.ts'
import { gemm } from '../ops/matrix.ts'
import { reduceSum } from '../ops/reduce.ts'
import { reshape } from '../ops/shape.ts'
import type { GradientRules } from './rule.ts'

export const pairRules: GradientRules = {
  // s = wᵀ R, R = relu(aᵢ + bⱼ), M = [R > 0]: daᵢ = w Σⱼ dsᵢⱼ Mᵢⱼ, dbⱼ = w Σᵢ dsᵢⱼ Mᵢⱼ, dw = Σᵢⱼ dsᵢⱼ Rᵢⱼ
  PairScores: (entry, gradient) => {
    const [a, b, weight] = entry.inputs as readonly [Var, Var, Var]
    const [kept] = entry.saved as readonly [Var]
    const [batch, rows, width] = a.shape as readonly [number, number, number]
    const [, columns] = b.shape as readonly [number, number, number]
    const pairs = batch * rows * columns
    const along = reshape(weight, [1, 1, width])
    const each = reshape(gradient, [pairs, 1])
    const flowing = reshape(multiply(cast(greater(kept, 0), 'float32'), each), [batch, rows, columns, width])
    return [
      () => multiply(reshape(reduceSum(flowing, [2]), a.shape), along),
      () => multiply(reshape(reduceSum(flowing, [1]), b.shape), along),
      () => gemm(kept, each, { transX: true }),
    ]
  },
}
