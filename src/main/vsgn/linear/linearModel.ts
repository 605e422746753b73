import type { ScoredSpan } from '../../../shared/domain/span.ts'
import { decodeSpans } from '../decode.ts'
import type { TaggerInput } from '../emissionModel.ts'
import { FORBIDDEN, mayFollow } from '../network/crf.ts'
import type { CrfTables } from '../network/crf.ts'
import type { PostTagger, Tagger } from '../tagger.ts'
import { baseScores } from './baseScores.ts'
import { TagSet } from '../tagSet.ts'
import { FEATURE_ROWS } from './linearFeatures.ts'
import type { LinearFeatures } from './linearFeatures.ts'

/**
 * A linear-chain CRF over hashed features: score(y) = Σ_t (Σ_{f on at t} w[f, y_t] + T[y_{t−1}, y_t]), over
 * what a network says (`baseScores`) with its log p(y_t) beside the sum.
 */
export interface LinearWeights {
  readonly types: readonly string[]
  /** [FEATURE_ROWS, tags], row-major. */
  readonly features: Float32Array
  /** What may not be stands at FORBIDDEN. */
  readonly crf: CrfTables
}

/** All weights zero: every legal reading is as likely as any other. */
export function emptyWeights(types: readonly string[]): LinearWeights {
  const { tags, size } = new TagSet(types)
  const legal = (previous: string | null, next: string): number => (mayFollow(previous, next) ? 0 : FORBIDDEN)
  return {
    types,
    features: new Float32Array(FEATURE_ROWS * size),
    crf: {
      labels: tags,
      transitions: Float32Array.from(tags.flatMap((from) => tags.map((to) => legal(from, to)))),
      start: Float32Array.from(tags, (tag) => legal(null, tag)),
      end: new Float32Array(size),
    },
  }
}

/** Emissions [tokens, tags] of the features of a post: `scale` times the sums of their weights, added to `before`. */
export function linearEmissions(
  rows: readonly Uint32Array[],
  features: Float32Array,
  tags: number,
  scale = 1,
  before: Float32Array | null = null,
): Float32Array {
  const emissions = new Float32Array(rows.length * tags)
  for (const [position, active] of rows.entries()) {
    const out = position * tags
    for (const row of active) {
      const from = row * tags
      for (let tag = 0; tag < tags; tag++)
        emissions[out + tag] = (emissions[out + tag] as number) + (features[from + tag] as number)
    }
  }
  if (scale !== 1)
    for (let index = 0; index < emissions.length; index++)
      emissions[index] = (emissions[index] as number) * scale
  if (before !== null)
    for (let index = 0; index < emissions.length; index++)
      emissions[index] = (emissions[index] as number) + (before[index] as number)
  return emissions
}

/** Reads posts by a linear CRF: alone, on the CPU and without any native code, or over what a network says of them. */
export class LinearReader implements PostTagger {
  readonly #base: Tagger | null
  readonly #features: LinearFeatures
  readonly #weights: LinearWeights
  readonly #tagSet: TagSet

  /** `base`: the network whose reading it corrects; null: it reads alone. */
  constructor(features: LinearFeatures, weights: LinearWeights, base: Tagger | null) {
    this.#base = base
    this.#features = features
    this.#weights = weights
    this.#tagSet = new TagSet(weights.types)
  }

  /** [tokens, tags] of each post, row-major. */
  async emissions(inputs: readonly TaggerInput[]): Promise<Float32Array[]> {
    const { types, features } = this.#weights
    const before = this.#base === null ? [] : await baseScores(this.#base, types, inputs)
    return inputs.map(({ tokens, caption }, index) => {
      const rows = this.#features.rowsOf(tokens, caption)
      return linearEmissions(rows, features, this.#tagSet.size, 1, before[index] ?? null)
    })
  }

  async tag(inputs: readonly TaggerInput[]): Promise<{ readonly spans: ScoredSpan[] }[]> {
    const emissions = await this.emissions(inputs)
    return emissions.map((scores) => ({ spans: decodeSpans(scores, this.#weights.crf, this.#tagSet) }))
  }
}
