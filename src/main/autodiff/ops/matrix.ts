import type { Var } from '../graph.ts'
import { broadcastShape, sameShape, sizeAt, sizeOf } from '../shapes.ts'
import { reshape, transposeMatrix } from './shape.ts'

/** Matrix product of the last two axes, [..., i, k] × [..., k, j] → [..., i, j]; leading axes broadcast. */
export function matmul(x: Var, y: Var): Var {
  if (sizeAt(x.shape, -1) !== sizeAt(y.shape, -2))
    throw new RangeError(`matmul of [${x.shape.join()}] and [${y.shape.join()}]`)
  const batch = broadcastShape(x.shape.slice(0, -2), y.shape.slice(0, -2))
  const shape = [...batch, sizeAt(x.shape, -2), sizeAt(y.shape, -1)]
  return x.graph.record('MatMul', [x, y], x.graph.emitOne('MatMul', [x, y], { dtype: x.dtype, shape }))
}

/**
 * x yᵀ of the last two axes, [..., i, k] × [..., j, k] → [..., i, j]; leading axes are the same. Neither it nor its
 * gradient lays out a transposed value: onnxruntime takes a transposition of the last two axes into the product.
 */
export function matmulTransposed(x: Var, y: Var): Var {
  if (!sameShape(x.shape.slice(0, -2), y.shape.slice(0, -2)) || sizeAt(x.shape, -1) !== sizeAt(y.shape, -1))
    throw new RangeError(`matmulTransposed of [${x.shape.join()}] and [${y.shape.join()}]`)
  const shape = [...x.shape.slice(0, -1), sizeAt(y.shape, -2)]
  const output = x.graph.emitOne('MatMul', [x, transposeMatrix(y)], { dtype: x.dtype, shape })
  return x.graph.record('MatMulTransposed', [x, y], output)
}

/** op(x) op(y) of two matrices, where op transposes when its flag is set. Not differentiable. */
export function gemm(x: Var, y: Var, { transX = false, transY = false, bias = null as Var | null }): Var {
  const rows = sizeAt(x.shape, transX ? 1 : 0)
  const columns = sizeAt(y.shape, transY ? 0 : 1)
  const inputs = bias === null ? [x, y] : [x, y, bias]
  return x.graph.emitOne(
    'Gemm',
    inputs,
    { dtype: x.dtype, shape: [rows, columns] },
    { transA: Number(transX), transB: Number(transY) },
  )
}

/** x W + b over the last axis: x [..., in], weight [in, out], bias [out] or none → [..., out]. */
export function linear(x: Var, weight: Var, bias: Var | null): Var {
  const inputSize = sizeAt(x.shape, -1)
  if (inputSize !== sizeAt(weight.shape, 0))
    throw new RangeError(`linear of [${x.shape.join()}] with weight [${weight.shape.join()}]`)
  const rows = reshape(x, [sizeOf(x.shape) / inputSize, inputSize])
  const product = gemm(rows, weight, { bias })
  const inputs = bias === null ? [rows, weight] : [rows, weight, bias]
  x.graph.record('Linear', inputs, product)
  return reshape(product, [...x.shape.slice(0, -1), sizeAt(weight.shape, 1)])
}
