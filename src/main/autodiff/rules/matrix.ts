import { multiply } from '../ops/elementwise.ts'
import { gemm, matmul } from '../ops/matrix.ts'
import { reduceSum, sumTo } from '../ops/reduce.ts'
import { reshape, transposeMatrix } from '../ops/shape.ts'
import type { Var } from '../graph.ts'
import { sizeAt } from '../shapes.ts'
import type { GradientRules } from './rule.ts'

/** Of a gradient, below which its product is short anyway. */
const LEAST_COLUMNS = 128

export const matrixRules: GradientRules = {
  // Z = X Y: dX = dZ Yᵀ, dY = Xᵀ dZ
  MatMul: (entry, gradient) => {
    const [x, y] = entry.inputs as readonly [Var, Var]
    return [
      () => sumTo(matmul(gradient, transposeMatrix(y)), x.shape),
      () => sumTo(matmul(transposeMatrix(x), gradient), y.shape),
    ]
  },
  // Z = X Yᵀ: dX = dZ Y, dY = dZᵀ X
  MatMulTransposed: (entry, gradient) => {
    const [x, y] = entry.inputs as readonly [Var, Var]
    return [() => matmul(gradient, y), () => matmul(transposeMatrix(gradient), x)]
  },
  // Y = X W + b on matrices: dX = dY Wᵀ, dW = Xᵀ dY, db = sum of dY's rows
  Linear: (entry, gradient) => {
    const [x, weight, bias] = entry.inputs as readonly [Var, Var, Var | undefined]
    const rules = [() => timesTransposed(gradient, weight), () => transposedTimes(x, gradient)]
    return bias === undefined ? rules : [...rules, () => reshape(reduceSum(gradient, [0]), bias.shape)]
  },
}

/** dY Wᵀ; of one column it is an outer product, for which the CPU's product of matrices takes five times as long. */
function timesTransposed(gradient: Var, weight: Var): Var {
  const [rows, columns] = weight.shape as readonly [number, number]
  if (columns > 1) return gemm(gradient, weight, { transY: true })
  return multiply(gradient, reshape(weight, [1, rows]))
}

/**
 * Xᵀ dY, of both the flatter one laid out the other way first: (dYᵀ X)ᵀ where that is dY. onnxruntime's own product turns
 * Xᵀ over again for every 128 columns of dY, which takes a tenth to a third of its time.
 */
function transposedTimes(x: Var, gradient: Var): Var {
  const [rows, columns] = [sizeAt(x.shape, 1), sizeAt(gradient.shape, 1)]
  if (columns < LEAST_COLUMNS) return gemm(x, gradient, { transX: true })
  return rows <= columns
    ? gemm(transposeMatrix(x), gradient, {})
    : transposeMatrix(gemm(transposeMatrix(gradient), x, {}))
}
