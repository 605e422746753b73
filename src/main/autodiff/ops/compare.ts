import { TYPE_CODES } from '../../onnx/onnxModel.ts'
import type { DataType } from '../../onnx/onnxModel.ts'
import type { Var } from '../graph.ts'
import { broadcastShape } from '../shapes.ts'
import { multiply } from './elementwise.ts'
import type { Operand } from './elementwise.ts'

/** Comparisons, logic and casts. None of them passes a gradient on. */

function comparison(op: string, x: Var, y: Operand): Var {
  const other = typeof y === 'number' ? x.graph.scalar(y) : y
  const shape = broadcastShape(x.shape, other.shape)
  return x.graph.emitOne(op, [x, other], { dtype: 'bool', shape })
}

export const greater = (x: Var, y: Operand): Var => comparison('Greater', x, y)

/**
 * Where both conditions hold. Made of float32 products: onnxruntime 1.30's WebGPU `And` gives wrong results when
 * its operands broadcast.
 */
export const and = (x: Var, y: Var): Var => asCondition(multiply(cast(x, 'float32'), cast(y, 'float32')))

/** A condition from a float32 mask of zeros and ones. */
export const asCondition = (mask: Var): Var => greater(mask, 0.5)

export function cast(x: Var, dtype: DataType): Var {
  return x.graph.emitOne('Cast', [x], { dtype, shape: x.shape }, { to: TYPE_CODES[dtype] })
}

/** The same value as a constant: differentiation does not look through it. */
export function stopGradient(x: Var): Var {
  return x.graph.emitOne('Identity', [x], x)
}
