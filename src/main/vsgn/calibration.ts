import { ReliabilityTally } from '../../shared/domain/reliability.ts'
import type { Span } from '../../shared/domain/span.ts'
import { sameSpan } from '../../shared/domain/span.ts'
import { CrfMarginals } from './crfMarginals.ts'
import { forPost } from './network/crf.ts'
import type { CrfTables } from './network/crf.ts'
import type { TagSet } from './tagSet.ts'
import { viterbi } from './viterbi.ts'

/** What a network says of a post, and what is so. */
export interface LabelledEmissions {
  /** [length, tags], row-major. */
  readonly emissions: Float32Array
  /** See `CrfTables.splitWords`. */
  readonly splitWords?: Uint8Array
  readonly gold: readonly Span[]
  /** Types that the post's set does not label: nothing is known of such predictions, and they are not counted. */
  readonly unlabelled: readonly string[]
}

/** How far the scores of predicted spans can be believed, with and without temperature. */
export interface CalibrationErrors {
  /** Predicted spans that were counted. */
  readonly spans: number
  /** Expected calibration error at T = 1 and at the fitted temperature, 0 to 1; null without predicted spans. */
  readonly before: number | null
  readonly after: number | null
}

const LEAST_TEMPERATURE = 0.25
const LARGEST_TEMPERATURE = 8
/** Fewer predicted spans say too little of how often the model errs. */
const LEAST_SPANS = 100
/** Points of the first, coarse search; each halving of the interval around the best then gains one bit. */
const COARSE = 12
const HALVINGS = 6

/** A post with the spans that are predicted whatever the temperature, and whether each is right. */
interface PredictedPost {
  readonly emissions: Float32Array
  readonly splitWords: Uint8Array | undefined
  readonly spans: readonly (Span & { readonly correct: boolean })[]
}

/**
 * The temperature T for which the probabilities of predicted spans under exp(score(y) / T) fit best to how often they
 * are right: that of the least mean of −log p over right spans and −log(1 − p) over wrong ones. The best reading is the
 * same at any temperature. 1 where there is too little to go by.
 */
export function fitTemperature(posts: readonly LabelledEmissions[], crf: CrfTables, tagSet: TagSet): number {
  const predicted = predictedPosts(posts, crf, tagSet)
  const all = predicted.flatMap(({ spans }) => spans)
  if (all.length < LEAST_SPANS || all.every(({ correct }) => correct)) return 1
  const lossAt = (logarithm: number): number =>
    lossOf(predicted, withTemperature(crf, Math.exp(logarithm)), tagSet)

  const [low, high] = [Math.log(LEAST_TEMPERATURE), Math.log(LARGEST_TEMPERATURE)]
  let step = (high - low) / COARSE
  let best = { at: 0, loss: lossAt(0) }
  const consider = (at: number): void => {
    if (at < low || at > high) return
    const loss = lossAt(at)
    if (loss < best.loss) best = { at, loss }
  }
  for (let point = 0; point <= COARSE; point++) consider(low + point * step)
  for (let halving = 0; halving < HALVINGS; halving++) {
    step /= 2
    const centre = best.at
    consider(centre - step)
    consider(centre + step)
  }
  return Math.exp(best.at)
}

/** Expected calibration error over the posts without and with the CRF's temperature. */
export function calibrationErrors(
  posts: readonly LabelledEmissions[],
  crf: CrfTables,
  tagSet: TagSet,
): CalibrationErrors {
  const predicted = predictedPosts(posts, crf, tagSet)
  const errorAt = (tables: CrfTables): number | null => {
    const tally = new ReliabilityTally()
    for (const { score, correct } of scored(predicted, tables, tagSet)) tally.add(score, correct)
    return tally.report().ece
  }
  return {
    spans: predicted.reduce((sum, { spans }) => sum + spans.length, 0),
    before: errorAt(withTemperature(crf, 1)),
    after: errorAt(crf),
  }
}

/** The same CRF, whose probabilities go as exp(score(y) / T). */
export function withTemperature(crf: CrfTables, temperature: number): CrfTables {
  return { ...crf, temperature }
}

function predictedPosts(
  posts: readonly LabelledEmissions[],
  crf: CrfTables,
  tagSet: TagSet,
): PredictedPost[] {
  return posts
    .map(({ emissions, splitWords, gold, unlabelled }) => ({
      emissions,
      splitWords,
      spans: tagSet
        .spansOf(viterbi(emissions, forPost(crf, splitWords)))
        .filter(({ type }) => !unlabelled.includes(type))
        .map((span) => ({ ...span, correct: gold.some((other) => sameSpan(span, other)) })),
    }))
    .filter(({ spans }) => spans.length > 0)
}

function scored(
  predicted: readonly PredictedPost[],
  crf: CrfTables,
  tagSet: TagSet,
): { score: number; correct: boolean }[] {
  return predicted.flatMap(({ emissions, splitWords, spans }) => {
    const marginals = new CrfMarginals(emissions, forPost(crf, splitWords))
    return spans.map(({ start, end, type, correct }) => ({
      score: marginals.spanProbability(start, end, tagSet.types.indexOf(type), tagSet),
      correct,
    }))
  })
}

/** Keeps the loss of a span finite that was held certain and is wrong. */
const SMALLEST = 1e-9

function lossOf(predicted: readonly PredictedPost[], crf: CrfTables, tagSet: TagSet): number {
  const all = scored(predicted, crf, tagSet)
  const total = all.reduce((sum, { score, correct }) => {
    const likelihood = correct ? score : 1 - score
    return sum - Math.log(Math.max(SMALLEST, likelihood))
  }, 0)
  return total / all.length
}
