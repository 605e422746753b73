import type { Reading } from '../../shared/domain/explanation.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import { CrfMarginals } from './crfMarginals.ts'
import type { CrfTables } from './network/crf.ts'
import type { TagSet } from './tagSet.ts'
import { viterbi } from './viterbi.ts'

/**
 * Emissions [length, tags] of one text to the spans of its best legal reading. The score of a span is its marginal
 * probability; the runner-up is the likeliest other reading of the same tokens: another type, or no entity at all.
 */
export function decodeSpans(emissions: Float32Array, crf: CrfTables, tagSet: TagSet): ScoredSpan[] {
  const spans = tagSet.spansOf(viterbi(emissions, crf))
  if (spans.length === 0) return []
  const marginals = new CrfMarginals(emissions, crf)
  return spans.map((span) => scoreSpan(span, marginals, tagSet))
}

function scoreSpan(span: Span, marginals: CrfMarginals, tagSet: TagSet): ScoredSpan {
  const readings = readingsOf(span, marginals, tagSet)
  const score = readings.find(({ type }) => type === span.type)?.score ?? 0
  return { ...span, score, runnerUp: readings.find(({ type }) => type !== span.type) ?? null }
}

/**
 * How likely each reading of exactly these tokens is, likeliest first: an entity of each type, and no entity at all.
 * What is missing to 1 are readings in which an entity lies across a border or covers a part.
 */
export function readingsOf(
  { start, end }: Pick<Span, 'start' | 'end'>,
  marginals: CrfMarginals,
  tagSet: TagSet,
): Reading[] {
  const none = marginals.probability(start, new Array<number>(end - start).fill(0))
  const readings = [
    { type: null, score: clamp(none) },
    ...tagSet.types.map((type, number) => ({
      type,
      score: clamp(marginals.spanProbability(start, end, number, tagSet)),
    })),
  ]
  return readings.sort((a, b) => b.score - a.score)
}

const clamp = (probability: number): number => Math.min(1, Math.max(0, probability))
