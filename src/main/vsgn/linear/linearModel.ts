import type { ScoredSpan } from '../../../shared/domain/span.ts'
import { decodeSpans } from '../decode.ts'
import type { TaggerInput } from '../emissionModel.ts'
import { FORBIDDEN, mayFollow } from '../network/crf.ts'
import type { CrfTables } from '../network/crf.ts'
import type { PostTagger } from '../tagger.ts'
import { TagSet } from '../tagSet.ts'
import { FEATURE_ROWS } from './linearFeatures.ts'
import type { LinearFeatures } from './linearFeatures.ts'

/** A linear-chain CRF over hashed features: score(y) = Σ_t (Σ_{f on at t} w[f, y_t] + T[y_{t−1}, y_t]). */
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

/** Emissions [tokens, tags] of the features of a post: `scale` times the sums of their weights. */
export function linearEmissions(
  rows: readonly Uint32Array[],
  features: Float32Array,
  tags: number,
  scale = 1,
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
  return emissions
}

/** Reads posts by a linear CRF, on the CPU and without any native code. */
export class LinearReader implements PostTagger {
  readonly #features: LinearFeatures
  readonly #weights: LinearWeights
  readonly #tagSet: TagSet

  constructor(features: LinearFeatures, weights: LinearWeights) {
    this.#features = features
    this.#weights = weights
    this.#tagSet = new TagSet(weights.types)
  }

  /** [tokens, tags], row-major. */
  emissions({ tokens, caption }: Pick<TaggerInput, 'tokens' | 'caption'>): Float32Array {
    return linearEmissions(this.#features.rowsOf(tokens, caption), this.#weights.features, this.#tagSet.size)
  }

  tag(inputs: readonly TaggerInput[]): Promise<{ readonly spans: ScoredSpan[] }[]> {
    return Promise.resolve(
      inputs.map((input) => ({ spans: decodeSpans(this.emissions(input), this.#weights.crf, this.#tagSet) })),
    )
  }
}
