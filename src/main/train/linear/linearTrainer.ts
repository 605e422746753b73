import { SeededRandom } from '../../autodiff/seededRandom.ts'
import { FORBIDDEN } from '../../vsgn/network/crf.ts'
import type { LinearWeights } from '../../vsgn/linear/linearModel.ts'
import { emptyWeights, linearEmissions } from '../../vsgn/linear/linearModel.ts'
import { crfExpectations } from './crfExpectations.ts'

/** A post as the linear CRF learns it. */
export interface LinearExample {
  /** Rows of the features of each token; at least one token. */
  readonly rows: readonly Uint32Array[]
  /** What a network says of it (`baseScores`), [tokens, tags]; null: nothing. */
  readonly before: Float32Array | null
  /** Tag numbers. */
  readonly gold: readonly number[]
}

export interface LinearSettings {
  readonly seed: number
  readonly epochs: number
  /** Strength of the L2 penalty λ/2 |w|² beside the summed loss; the larger, the smaller the weights. */
  readonly penalty: number
  /** First learning rate. */
  readonly rate: number
}

export const LINEAR_DEFAULTS: LinearSettings = { seed: 1, epochs: 8, penalty: 2, rate: 0.1 }

/**
 * Maximum likelihood by stochastic gradient descent, one post at a time (Bottou 2010): w ← (1 − ηλ/N) w − η ∂loss,
 * η = η₀ / (1 + η₀ λ t / N). The weights are kept as scale · values, so that the penalty costs nothing a step.
 */
export class LinearTrainer {
  readonly #examples: readonly LinearExample[]
  readonly #settings: LinearSettings
  readonly #weights: LinearWeights
  readonly #tags: number
  #scale = 1
  #step = 0
  readonly #sums: LinearWeights
  #epochsKept = 0

  constructor(types: readonly string[], examples: readonly LinearExample[], settings: LinearSettings) {
    this.#examples = examples
    this.#settings = settings
    this.#weights = emptyWeights(types)
    this.#sums = emptyWeights(types)
    this.#tags = this.#weights.crf.labels.length
  }

  /**
   * Means of the weights at the ends of the epochs of the second half, which wander less than those of any one; the
   * weights as they are before that.
   */
  get weights(): LinearWeights {
    const { types, features, crf } = this.#weights
    if (this.#epochsKept === 0) return { types, features: scaledCopy(features, this.#scale), crf }
    const mean = (sums: Float32Array): Float32Array => scaledCopy(sums, 1 / this.#epochsKept)
    const legal = (part: 'transitions' | 'start' | 'end'): Float32Array =>
      mean(this.#sums.crf[part]).map((value, index) => (crf[part][index] === FORBIDDEN ? FORBIDDEN : value))
    return {
      types,
      features: mean(this.#sums.features),
      crf: {
        labels: crf.labels,
        transitions: legal('transitions'),
        start: legal('start'),
        end: legal('end'),
      },
    }
  }

  /** One epoch (from 0); the mean negative log-likelihood of a post before its step. */
  runEpoch(epoch: number): number {
    const mixed = [...this.#examples]
    new SeededRandom(this.#settings.seed, epoch).shuffle(mixed)
    const loss = mixed.reduce((sum, example) => sum + this.#learn(example), 0)
    if (epoch >= Math.floor(this.#settings.epochs / 2)) this.#keep()
    return loss / Math.max(1, mixed.length)
  }

  #keep(): void {
    this.#epochsKept++
    const { features, crf } = this.#weights
    addTo(this.#sums.features, features, this.#scale)
    for (const part of ['transitions', 'start', 'end'] as const) addTo(this.#sums.crf[part], crf[part], 1)
  }

  /** One step; the negative log-likelihood before it. */
  #learn({ rows, gold, before }: LinearExample): number {
    const { rate, penalty } = this.#settings
    const shrink = penalty / this.#examples.length
    const now = rate / (1 + rate * shrink * this.#step++)
    const { features, crf } = this.#weights
    const tags = this.#tags
    const emissions = linearEmissions(rows, features, tags, this.#scale, before)
    const { logPartition, tags: expected, pairs } = crfExpectations(emissions, crf)
    const score = pathScore(emissions, gold, this.#weights)

    this.#scale *= 1 - now * shrink
    const gain = now / this.#scale
    for (const [position, active] of rows.entries()) {
      const from = position * tags
      const right = gold[position] as number
      for (const row of active) {
        const to = row * tags
        for (let tag = 0; tag < tags; tag++)
          features[to + tag] =
            (features[to + tag] as number) +
            gain * ((tag === right ? 1 : 0) - (expected[from + tag] as number))
      }
    }
    this.#learnPath(gold, expected, pairs, now)
    return logPartition - score
  }

  #learnPath(gold: readonly number[], expected: Float64Array, pairs: Float64Array, rate: number): void {
    const { transitions, start, end } = this.#weights.crf
    const tags = this.#tags
    const last = (gold.length - 1) * tags
    for (let position = 1; position < gold.length; position++) {
      const pair = (gold[position - 1] as number) * tags + (gold[position] as number)
      pairs[pair] = (pairs[pair] as number) - 1
    }
    for (let pair = 0; pair < pairs.length; pair++) raise(transitions, pair, -rate * (pairs[pair] as number))
    for (let tag = 0; tag < tags; tag++) {
      raise(start, tag, rate * (Number(gold[0] === tag) - (expected[tag] as number)))
      raise(end, tag, rate * (Number(gold.at(-1) === tag) - (expected[last + tag] as number)))
    }
  }
}

// plain loops: over millions of weights a closure for each costs more than the arithmetic
function scaledCopy(values: Float32Array, factor: number): Float32Array {
  const copy = values.slice()
  for (let index = 0; index < copy.length; index++) copy[index] = (copy[index] as number) * factor
  return copy
}

function addTo(sums: Float32Array, values: Float32Array, scale: number): void {
  for (let index = 0; index < sums.length; index++)
    sums[index] = (sums[index] as number) + (values[index] as number) * scale
}

/** What is forbidden stays so. */
function raise(scores: Float32Array, index: number, by: number): void {
  if (scores[index] !== FORBIDDEN) scores[index] = (scores[index] as number) + by
}

/** score(y) of a tag sequence. */
export function pathScore(emissions: Float32Array, path: readonly number[], { crf }: LinearWeights): number {
  const tags = crf.labels.length
  let score = (crf.start[path[0] as number] as number) + (crf.end[path.at(-1) as number] as number)
  for (const [position, tag] of path.entries()) {
    score += emissions[position * tags + tag] as number
    if (position > 0) score += crf.transitions[(path[position - 1] as number) * tags + tag] as number
  }
  return score
}
