import { gemm, matmul } from '../ops/matrix.ts'
import { reduceSum, sumTo } from '../ops/reduce.ts'
import { reshape, transposeMatrix } from '../ops/shape.ts'
import type { Var } from '../graph.ts'
import type { GradientRules } from './rule.ts'

export const matrixRules: GradientRules = {
  // Z = X Y: dX = dZ Yᵀ, dY = Xᵀ dZ
  MatMul: (entry, gradient) => {
    const [x, y] = entry.inputs as readonly [Var, Var]
    return [
      () => sumTo(matmul(gradient, transposeMatrix(y)), x.shape),
      () => sumTo(matmul(transposeMatrix(x), gradient), y.shape),
    ]
  },
  // Y = X W + b on matrices: dX = dY Wᵀ, dW = Xᵀ dY, db = sum of dY's rows
  Linear: (entry, gradient) => {
    const [x, weight, bias] = entry.inputs as readonly [Var, Var, Var | undefined]
    const rules = [() => gemm(gradient, weight, { transY: true }), () => gemm(x, gradient, { transX: true })]
    return bias === undefined ? rules : [...rules, () => reshape(reduceSum(gradient, [0]), bias.shape)]
  },
}
