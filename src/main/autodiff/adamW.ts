export interface AdamSettings {
  /** Decay of the mean of gradients. */
  readonly beta1: number
  /** Decay of the mean of squared gradients. */
  readonly beta2: number
  readonly epsilon: number
}

export const ADAM_DEFAULTS: AdamSettings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }

/** One parameter tensor and its gradient in one step. */
export interface ParameterUpdate {
  readonly name: string
  /** Changed in place. */
  readonly values: Float32Array
  readonly gradient: Float32Array
  readonly learningRate: number
  readonly weightDecay: number
}

/** What AdamW remembers of one parameter. */
export interface Moments {
  /** Steps this parameter has taken. */
  readonly steps: number
  readonly mean: Float32Array
  readonly square: Float32Array
}

/**
 * AdamW (decoupled weight decay): with gradient g,
 * m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g²,
 * p ← p − lr · decay · p − lr · m̂ / (√v̂ + ε), where m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ).
 * t counts the steps of that parameter, so parts of the network that a batch does not use stand still.
 */
export class AdamW {
  readonly #settings: AdamSettings
  readonly #moments = new Map<string, { steps: number; mean: Float32Array; square: Float32Array }>()

  constructor(settings: AdamSettings = ADAM_DEFAULTS) {
    this.#settings = settings
  }

  /** Takes one step; every gradient is first multiplied by `gradientScale` (clipping). */
  step(updates: Iterable<ParameterUpdate>, gradientScale = 1): void {
    for (const update of updates) this.#update(update, gradientScale)
  }

  /** The state, for a checkpoint: live arrays, to be copied or written before the next step. */
  moments(): ReadonlyMap<string, Moments> {
    return this.#moments
  }

  restore(moments: ReadonlyMap<string, Moments>): void {
    this.#moments.clear()
    for (const [name, { steps, mean, square }] of moments)
      this.#moments.set(name, { steps, mean: mean.slice(), square: square.slice() })
  }

  #update({ name, values, gradient, learningRate, weightDecay }: ParameterUpdate, scale: number): void {
    if (gradient.length !== values.length)
      throw new RangeError(`${name}: ${values.length} values, ${gradient.length} gradients`)
    const { beta1, beta2, epsilon } = this.#settings
    const state = this.#stateOf(name, values.length)
    state.steps += 1
    const { mean, square } = state
    const keep = 1 - learningRate * weightDecay
    const rate = learningRate / (1 - beta1 ** state.steps)
    const correction = 1 / Math.sqrt(1 - beta2 ** state.steps)
    for (let index = 0; index < values.length; index++) {
      const g = (gradient[index] as number) * scale
      const m = beta1 * (mean[index] as number) + (1 - beta1) * g
      const v = beta2 * (square[index] as number) + (1 - beta2) * g * g
      mean[index] = m
      square[index] = v
      values[index] = (values[index] as number) * keep - (rate * m) / (Math.sqrt(v) * correction + epsilon)
    }
  }

  #stateOf(name: string, size: number): { steps: number; mean: Float32Array; square: Float32Array } {
    const known = this.#moments.get(name)
    if (known !== undefined) return known
    const fresh = { steps: 0, mean: new Float32Array(size), square: new Float32Array(size) }
    this.#moments.set(name, fresh)
    return fresh
  }
}

/** Σ g² over gradients, in double precision. */
export function sumOfSquares(gradients: Iterable<Float32Array>): number {
  // two sums, so that an addition need not wait for the one before it
  let even = 0
  let odd = 0
  for (const gradient of gradients) {
    const pairs = gradient.length - (gradient.length % 2)
    for (let index = 0; index < pairs; index += 2) {
      even += (gradient[index] as number) ** 2
      odd += (gradient[index + 1] as number) ** 2
    }
    if (pairs < gradient.length) even += (gradient[pairs] as number) ** 2
  }
  return even + odd
}

/** The factor that brings gradients of this global norm down to `limit`; 1 when they are within it. */
export function clipScale(norm: number, limit: number): number {
  return norm > limit ? limit / (norm + 1e-6) : 1
}
