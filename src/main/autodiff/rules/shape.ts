import { sumTo } from '../ops/reduce.ts'
import { reshape, slice, transpose } from '../ops/shape.ts'
import { sizeAt } from '../shapes.ts'
import type { Var } from '../graph.ts'
import type { GradientRules } from './rule.ts'

/** The inverse of a permutation of axes. */
function inverse(order: readonly number[]): number[] {
  return order.map((_, axis) => order.indexOf(axis))
}

/** Zeros before and after x along one axis. */
function pad(x: Var, shape: readonly number[], axis: number, before: number): Var {
  const after = sizeAt(shape, axis) - sizeAt(x.shape, axis) - before
  const starts = shape.map((_, index) => (index === axis ? before : 0))
  const ends = shape.map((_, index) => (index === axis ? after : 0))
  const amounts = x.graph.constant('int64', [...starts, ...ends])
  return x.graph.emitOne('Pad', [x, amounts], { dtype: x.dtype, shape }, { mode: 'constant' })
}

export const shapeRules: GradientRules = {
  Reshape: (entry, gradient) => entry.inputs.map((x) => () => reshape(gradient, x.shape)),
  Transpose: (entry, gradient) => [() => transpose(gradient, inverse(entry.settings))],
  Concat: (entry, gradient) => {
    const [axis] = entry.settings as [number]
    let offset = 0
    return entry.inputs.map((part) => {
      const start = offset
      offset += sizeAt(part.shape, axis)
      const end = offset
      return () => slice(gradient, axis, start, end)
    })
  },
  Slice: (entry, gradient) => {
    const [x] = entry.inputs as readonly [Var]
    const [axis, start] = entry.settings as [number, number]
    return [() => pad(gradient, x.shape, axis, start)]
  },
  Expand: (entry, gradient) => entry.inputs.map((x) => () => sumTo(gradient, x.shape)),
}
