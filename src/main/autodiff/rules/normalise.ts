import { multiply, subtract } from '../ops/elementwise.ts'
import { matmul } from '../ops/matrix.ts'
import { reduceSum, sumTo } from '../ops/reduce.ts'
import { reshape } from '../ops/shape.ts'
import { sizeAt } from '../shapes.ts'
import type { Var } from '../graph.ts'
import type { GradientRules } from './rule.ts'

export const normaliseRules: GradientRules = {
  // y = softmax(x): dx = y (dy − Σ dy y)
  Softmax: (entry, gradient) => [
    () => {
      const weighted = multiply(gradient, entry.output)
      return subtract(weighted, multiply(entry.output, reduceSum(weighted, [-1])))
    },
  ],
  // x̂ = (x − mean) r, y = x̂ s + b, g = dy s: dx = r (g − mean(g) − x̂ mean(g x̂)). The means are products with s / d,
  // which reads dy and dy x̂ where they are.
  LayerNormalization: (entry, gradient) => {
    const [x, scale, shift] = entry.inputs as readonly [Var, Var, Var]
    const [mean, inverseDeviation] = entry.saved as readonly [Var, Var]
    const width = sizeAt(x.shape, -1)
    const share = reshape(multiply(scale, 1 / width), [width, 1])
    const normalised = multiply(subtract(x, mean), inverseDeviation)
    const weighted = multiply(gradient, normalised)
    return [
      () => {
        const along = multiply(normalised, matmul(weighted, share))
        const centred = subtract(multiply(gradient, scale), matmul(gradient, share))
        return multiply(subtract(centred, along), inverseDeviation)
      },
      () => sumTo(weighted, scale.shape),
      () => sumTo(gradient, shift.shape),
    ]
  },
}
