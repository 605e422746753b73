import { multiply, subtract } from '../ops/elementwise.ts'
import { reduceMean, reduceSum, sumTo } from '../ops/reduce.ts'
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
  // x̂ = (x − mean) r, y = x̂ s + b, g = dy s: dx = r (g − mean(g) − x̂ mean(g x̂))
  LayerNormalization: (entry, gradient) => {
    const [x, scale, shift] = entry.inputs as readonly [Var, Var, Var]
    const [mean, inverseDeviation] = entry.saved as readonly [Var, Var]
    const normalised = multiply(subtract(x, mean), inverseDeviation)
    return [
      () => {
        const scaled = multiply(gradient, scale)
        const along = multiply(normalised, reduceMean(multiply(scaled, normalised), [-1]))
        return multiply(subtract(subtract(scaled, reduceMean(scaled, [-1])), along), inverseDeviation)
      },
      () => sumTo(multiply(gradient, normalised), scale.shape),
      () => sumTo(gradient, shift.shape),
    ]
  },
}
