import type { Var } from '../graph.ts'
import { sizeAt, withSize } from '../shapes.ts'
import { add, divide, sqrt, square } from './elementwise.ts'
import { reduceSum } from './reduce.ts'

const LAYER_NORM_EPSILON = 1e-5
const UNIT_ROW_EPSILON = 1e-8

/** Softmax over the last axis. */
export function softmax(x: Var): Var {
  return x.graph.record('Softmax', [x], x.graph.emitOne('Softmax', [x], x, { axis: -1 }))
}

/** (x − mean) / sqrt(variance + 1e-5) · scale + shift over the last axis, whose size scale and shift have. */
export function layerNorm(x: Var, scale: Var, shift: Var): Var {
  sizeAt(x.shape, -1)
  const statistic = { dtype: x.dtype, shape: withSize(x.shape, -1, 1) }
  const [output, mean, inverseDeviation] = x.graph.emit(
    'LayerNormalization',
    [x, scale, shift],
    [x, statistic, statistic],
    { axis: -1, epsilon: { float: LAYER_NORM_EPSILON } },
  ) as [Var, Var, Var]
  return x.graph.record('LayerNormalization', [x, scale, shift], output, [mean, inverseDeviation])
}

/** x / ‖x‖ over the last axis; a zero row stays zero. */
export function unitRows(x: Var): Var {
  return divide(x, sqrt(add(reduceSum(square(x), [-1]), UNIT_ROW_EPSILON)))
}
