import type { Var } from '../graph.ts'
import { positiveAxis, sameShape, sizeAt, sizeOf, withSize } from '../shapes.ts'
import type { Shape } from '../shapes.ts'

/** The same values, row-major, in another shape. */
export function reshape(x: Var, shape: Shape): Var {
  if (sameShape(x.shape, shape)) return x
  if (sizeOf(x.shape) !== sizeOf(shape))
    throw new RangeError(`reshape of [${x.shape.join()}] to [${shape.join()}]`)
  const target = x.graph.constant('int64', shape)
  const output = x.graph.emitOne('Reshape', [x, target], { dtype: x.dtype, shape })
  return x.graph.record('Reshape', [x], output)
}

/** Axis i of the result is axis `order[i]` of x. */
export function transpose(x: Var, order: readonly number[]): Var {
  const shape = order.map((axis) => sizeAt(x.shape, axis))
  const output = x.graph.emitOne('Transpose', [x], { dtype: x.dtype, shape }, { perm: order })
  return x.graph.record('Transpose', [x], output, [], order)
}

/** Swaps the last two axes. */
export function transposeMatrix(x: Var): Var {
  const rank = x.shape.length
  const order = x.shape.map((_, axis) => axis)
  return transpose(x, [...order.slice(0, -2), rank - 1, rank - 2])
}

export function concat(parts: readonly Var[], axis: number): Var {
  const [first, ...rest] = parts
  if (first === undefined) throw new RangeError('concat of nothing')
  if (rest.length === 0) return first
  const total = parts.reduce((sum, part) => sum + sizeAt(part.shape, axis), 0)
  const shape = withSize(first.shape, axis, total)
  const along = positiveAxis(first.shape, axis)
  const output = first.graph.emitOne('Concat', parts, { dtype: first.dtype, shape }, { axis: along })
  return first.graph.record('Concat', parts, output, [], [along])
}

/** Indexes `start` (inclusive) to `end` (exclusive) along one axis. */
export function slice(x: Var, axis: number, start: number, end: number): Var {
  const along = positiveAxis(x.shape, axis)
  const size = sizeAt(x.shape, along)
  if (start < 0 || end > size || start >= end)
    throw new RangeError(`slice ${start}-${end} of axis ${axis} in [${x.shape.join()}]`)
  if (start === 0 && end === size) return x
  const bounds = [start, end, along].map((value) => x.graph.constant('int64', [value]))
  const shape = withSize(x.shape, along, end - start)
  const output = x.graph.emitOne('Slice', [x, ...bounds], { dtype: x.dtype, shape })
  return x.graph.record('Slice', [x], output, [], [along, start, end])
}

/** Repeats x along new or size-1 axes until it has this shape. */
export function expand(x: Var, shape: Shape): Var {
  if (sameShape(x.shape, shape)) return x
  const target = x.graph.constant('int64', shape)
  const output = x.graph.emitOne('Expand', [x, target], { dtype: x.dtype, shape })
  return x.graph.record('Expand', [x], output)
}
