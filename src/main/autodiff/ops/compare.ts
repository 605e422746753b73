import type { DataType } from '../../onnx/onnxModel.ts'
import type { Var } from '../graph.ts'
import { broadcastShape } from '../shapes.ts'
import type { Operand } from './elementwise.ts'

/** Comparisons, logic and casts. None of them has a gradient. */

function comparison(op: string, x: Var, y: Operand): Var {
  const other = typeof y === 'number' ? x.graph.scalar(y) : y
  const shape = broadcastShape(x.shape, other.shape)
  return x.graph.emitOne(op, [x, other], { dtype: 'bool', shape })
}

export const greater = (x: Var, y: Operand): Var => comparison('Greater', x, y)
export const and = (x: Var, y: Var): Var => comparison('And', x, y)
export const not = (x: Var): Var => x.graph.emitOne('Not', [x], { dtype: 'bool', shape: x.shape })

const TYPE_CODES: Readonly<Record<DataType, number>> = { float32: 1, int32: 6, int64: 7, bool: 9 }

export function cast(x: Var, dtype: DataType): Var {
  return x.graph.emitOne('Cast', [x], { dtype, shape: x.shape }, { to: TYPE_CODES[dtype] })
}

/** The same value as a constant: differentiation does not look through it. */
export function stopGradient(x: Var): Var {
  return x.graph.emitOne('Identity', [x], x)
}
