/** How long and how the encoder learns from unlabelled text. */
export interface PretrainingOptions {
  readonly seed: number
  readonly steps: number
  /** Words in a batch, padding included. */
  readonly batchPositions: number
  /** Share of the words to be told. */
  readonly maskShare: number
  /** Words that are classes of their own. */
  readonly targets: number
  readonly rate: number
  readonly warmUpSteps: number
  /** Share of the steps after which the rate falls. */
  readonly holdUntil: number
  readonly finalRate: number
  readonly weightDecay: number
  readonly clip: number
}

export const DEFAULT_PRETRAINING: PretrainingOptions = {
  seed: 1,
  steps: 15_000,
  batchPositions: 3072,
  maskShare: 0.2,
  targets: 12_000,
  rate: 1e-3,
  warmUpSteps: 300,
  holdUntil: 0.7,
  finalRate: 0.05,
  weightDecay: 0.01,
  clip: 1,
}
