import type { Var } from '../graph.ts'
import { broadcastShape, positiveAxis, sizeAt, withSize } from '../shapes.ts'
import { asCondition, cast, greater, stopGradient } from './compare.ts'
import { add, multiply, subtract } from './elementwise.ts'
import { reduceSum } from './reduce.ts'
import { slice } from './shape.ts'

/**
 * Rows of a table [rows, width] by int32 index, [...] → [..., width]. A row asked for twice gets the sum of
 * both gradients.
 */
export function lookUp(table: Var, indices: Var): Var {
  if (indices.dtype !== 'int32') throw new TypeError(`lookUp needs int32 indices, not ${indices.dtype}`)
  const shape = [...indices.shape, sizeAt(table.shape, 1)]
  const output = table.graph.emitOne('Gather', [table, indices], { dtype: table.dtype, shape }, { axis: 0 })
  return table.graph.record('Gather', [table], output, [indices])
}

/** `chosen` where the condition holds, else `other`; all three broadcast. */
export function where(condition: Var, chosen: Var, other: Var): Var {
  const shape = broadcastShape(condition.shape, broadcastShape(chosen.shape, other.shape))
  const output = chosen.graph.emitOne('Where', [condition, chosen, other], { dtype: chosen.dtype, shape })
  return chosen.graph.record('Where', [chosen, other], output, [condition])
}

/** `x` where the condition holds, else zero: whatever x holds elsewhere, even NaN, has no effect. */
export function keepWhere(condition: Var, x: Var): Var {
  return where(condition, x, x.graph.scalar(0))
}

/**
 * True at the k largest values of each row (last axis), at exactly min(k, size) of them: of equal values the
 * earlier wins. Not differentiable.
 */
export function isAmongLargest(x: Var, k: number): Var {
  const axis = positiveAxis(x.shape, -1)
  const count = Math.min(k, sizeAt(x.shape, axis))
  const kept = { dtype: x.dtype, shape: withSize(x.shape, axis, count) }
  const values = x.graph.emit(
    'TopK',
    [x, x.graph.constant('int64', [count])],
    [kept, { dtype: 'int64', shape: kept.shape }],
    { axis, largest: 1, sorted: 1 },
  )[0] as Var
  const last = stopGradient(slice(values, axis, count - 1, count))

  // Indices are int64, which WebGPU leaves to the CPU: count the values equal to the last kept one instead.
  const above = cast(greater(x, last), 'float32')
  const notBelow = subtract(x.graph.scalar(1), cast(greater(last, x), 'float32'))
  const equal = subtract(notBelow, above)
  const position = x.graph.emitOne('CumSum', [equal, x.graph.constant('int64', [axis], [])], equal)
  const vacancies = subtract(x.graph.scalar(count + 0.5), reduceSum(above, [axis]))
  const filling = multiply(equal, cast(greater(vacancies, position), 'float32'))
  return asCondition(add(above, filling))
}
