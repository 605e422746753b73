import { keepWhere, where } from '../ops/indexing.ts'
import { sumTo } from '../ops/reduce.ts'
import { expand, reshape } from '../ops/shape.ts'
import { sizeAt, sizeOf } from '../shapes.ts'
import type { Var } from '../graph.ts'
import type { GradientRules } from './rule.ts'

export const indexingRules: GradientRules = {
  // ScatterElements, not ScatterND: the latter's "add" loses updates of repeated rows on the CPU with more
  // than one thread (microsoft/onnxruntime#18048).
  Gather: (entry, gradient) => [
    () => {
      const [table] = entry.inputs as readonly [Var]
      const [indices] = entry.saved as readonly [Var]
      const count = sizeOf(indices.shape)
      const rows = [count, sizeAt(table.shape, 1)]
      const positions = expand(reshape(indices, [count, 1]), rows)
      const zeros = expand(table.graph.scalar(0), table.shape)
      return table.graph.emitOne(
        'ScatterElements',
        [zeros, positions, reshape(gradient, rows)],
        { dtype: table.dtype, shape: table.shape },
        { axis: 0, reduction: 'add' },
      )
    },
  ],
  Where: (entry, gradient) => {
    const [chosen, other] = entry.inputs as readonly [Var, Var]
    const [condition] = entry.saved as readonly [Var]
    const zero = gradient.graph.scalar(0)
    return [
      () => sumTo(keepWhere(condition, gradient), chosen.shape),
      () => sumTo(where(condition, zero, gradient), other.shape),
    ]
  },
}
