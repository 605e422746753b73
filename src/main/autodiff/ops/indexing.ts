import type { Var } from '../graph.ts'
import { broadcastShape, positiveAxis, sizeAt, withSize } from '../shapes.ts'
import { cast } from './compare.ts'
import { multiply } from './elementwise.ts'
import { expand } from './shape.ts'

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
 * 1 at the k largest values of each row (last axis), else 0, as float32. Exactly min(k, size) ones a row:
 * of equal values the earlier wins. Not differentiable.
 */
export function topKMask(x: Var, k: number): Var {
  const axis = positiveAxis(x.shape, -1)
  const count = Math.min(k, sizeAt(x.shape, axis))
  const shape = withSize(x.shape, axis, count)
  const [, indices] = x.graph.emit(
    'TopK',
    [x, x.graph.constant('int64', [count])],
    [
      { dtype: x.dtype, shape },
      { dtype: 'int64', shape },
    ],
    { axis, largest: 1, sorted: 1 },
  ) as [Var, Var]
  const positions = cast(indices, 'int32')
  const zeros = multiply(x, 0)
  const ones = expand(x.graph.scalar(1), shape)
  return x.graph.emitOne('ScatterElements', [zeros, positions, ones], x, { axis })
}
