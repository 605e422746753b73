import type { Var } from '../graph.ts'
import { positiveAxis, sameShape } from '../shapes.ts'
import type { Shape } from '../shapes.ts'
import { add, divide, exp, log, multiply, subtract } from './elementwise.ts'
import { stopGradient } from './compare.ts'
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

/** log Σ eˣ over one axis, which goes away; the largest value is taken out first, so nothing overflows. */
export function logSumExp(x: Var, axis: number): Var {
  const along = positiveAxis(x.shape, axis)
  const largest = stopGradient(reduceMax(x, [along]))
  const powers = exp(subtract(x, largest))
  const total = reduceSum(powers, [along])
  const shape = x.shape.toSpliced(along, 1)
  return reshape(add(log(total), largest), shape)
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
