import type { Var } from '../../autodiff/graph.ts'
import {
  add,
  divide,
  maskedMean,
  multiply,
  reduceSum,
  relu,
  sigmoid,
  softmax,
  softplus,
  sqrt,
  square,
  subtract,
} from '../../autodiff/ops/index.ts'
import type { Block } from './block.ts'
import { project } from './block.ts'

/** Keeps the norm of a deviation that is zero away from zero. */
const LEAST_SQUARED_NORM = 1e-12

/**
 * Channel-wise inhibition and recalibration (CIR), (19)–(23), one set of parameters a branch:
 * z = mean of the valid rows; p = σ(W₂ relu(W₁ z + b₁) + b₂);
 * D = √d q/‖q‖ with q = softplus(w)(z − v)², so that the mean square of D is 1;
 * B = d softmax((p − β D)/γ), so that the mean of B is 1; H̃ = B H.
 * The printed equations lack √d and d, without which B ≈ 1/d deletes the branch; the minus makes deviation
 * inhibit, as the text says. Rows [B, n, d], mask [B, n, 1] of 0 and 1, β one value → gated rows and B [B, 1, d].
 */
export function gateChannels(
  block: Block,
  branch: 'text' | 'caption',
  rows: Var,
  mask: Var,
  deviationWeight: Var,
): { gated: Var; factors: Var } {
  const { config, parameters } = block
  const { hidden } = config
  const name = `cir.${branch}`
  const mean = maskedMean(rows, mask, 1)
  const inner = relu(project(block, `${name}.squeeze`, mean, Math.floor(hidden / config.channelReduction)))
  const importance = sigmoid(project(block, `${name}.excite`, inner, hidden))

  const scale = softplus(parameters.zeros(`${name}.deviation_scale`, [hidden]))
  const usual = parameters.zeros(`${name}.usual_activation`, [hidden])
  const deviation = multiply(square(subtract(mean, usual)), scale)
  const norm = sqrt(add(reduceSum(square(deviation), [-1]), LEAST_SQUARED_NORM))
  const normalised = multiply(divide(deviation, norm), Math.sqrt(hidden))

  const scores = subtract(importance, multiply(normalised, deviationWeight))
  const factors = multiply(softmax(multiply(scores, 1 / config.channelTemperature)), hidden)
  return { gated: multiply(rows, factors), factors }
}
