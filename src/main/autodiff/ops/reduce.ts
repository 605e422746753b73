import type { Var } from '../graph.ts'
import { positiveAxis, sameShape, withSize } from '../shapes.ts'
import type { Shape } from '../shapes.ts'
import { divide, log, multiply } from './elementwise.ts'
import { reshape } from './shape.ts'

function reduce(op: string, x: Var, axes: readonly number[]): Var {
  const positive = axes.map((axis) => positiveAxis(x.shape, axis))
  const shape = x.shape.map((size, axis) => (positive.includes(axis) ? 1 : size))
  // ReduceMax reads its axes from an input since opset 18, as the others do.
  const inputs = [x, x.graph.constant('int64', positive)]
  return x.graph.emitOne(op, inputs, { dtype: x.dtype, shape }, { keepdims: 1 })
}

/** Sum over the axes, which stay with size 1 (as for all reductions here). */
export function reduceSum(x: Var, axes: readonly number[]): Var {
  return x.graph.record('ReduceSum', [x], reduce('ReduceSum', x, axes))
}

export function reduceMean(x: Var, axes: readonly number[]): Var {
  return x.graph.record('ReduceMean', [x], reduce('ReduceMean', x, axes))
}

/** Largest value over the axes. Not differentiable. */
export function reduceMax(x: Var, axes: readonly number[]): Var {
  return reduce('ReduceMax', x, axes)
}

/**
 * log Σ eˣ over the last axis, which goes away. By way of softmax, whose largest value is e^(max x) / Σ eˣ: one pass over
 * x where exponentials written out would take five, nothing overflows, and the gradient is that softmax.
 */
export function logSumExp(x: Var): Var {
  const shares = x.graph.emitOne('Softmax', [x], x, { axis: -1 })
  const last = x.shape.length - 1
  const output = x.graph.emitOne('Sub', [reduceMax(x, [last]), log(reduceMax(shares, [last]))], {
    dtype: x.dtype,
    shape: withSize(x.shape, last, 1),
  })
  return reshape(x.graph.record('LogSumExp', [x], output, [shares]), x.shape.slice(0, -1))
}

/** Sums a value down to the shape it was broadcast from. */
export function sumTo(x: Var, shape: Shape): Var {
  if (sameShape(x.shape, shape)) return x
  const extra = x.shape.length - shape.length
  const axes = x.shape.flatMap((size, axis) => (axis < extra || shape[axis - extra] !== size ? [axis] : []))
  return reshape(reduceSum(x, axes), shape)
}

/**
 * Mean over one axis of the positions whose mask is 1; zero where there is none. The mask holds zeros and
 * ones and broadcasts against x.
 */
export function maskedMean(x: Var, mask: Var, axis: number): Var {
  const count = reduceSum(mask, [axis])
  const atLeastOne = x.graph.emitOne('Max', [count, x.graph.scalar(1)], count)
  return divide(reduceSum(multiply(x, mask), [axis]), atLeastOne)
}
