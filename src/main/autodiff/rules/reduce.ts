import { multiply } from '../ops/elementwise.ts'
import { expand } from '../ops/shape.ts'
import { sizeOf } from '../shapes.ts'
import type { Var } from '../graph.ts'
import type { GradientRules } from './rule.ts'

export const reduceRules: GradientRules = {
  ReduceSum: (entry, gradient) => entry.inputs.map((x) => () => expand(gradient, x.shape)),
  ReduceMean: (entry, gradient) => {
    const [x] = entry.inputs as readonly [Var]
    const share = sizeOf(entry.output.shape) / sizeOf(x.shape)
    return [() => expand(multiply(gradient, share), x.shape)]
  },
  // y = log Σ eˣ: dx = dy softmax(x)
  LogSumExp: (entry, gradient) => {
    const [shares] = entry.saved as readonly [Var]
    return [() => multiply(shares, gradient)]
  },
}
