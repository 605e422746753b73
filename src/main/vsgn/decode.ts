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
  const { start, end } = span
  const none = marginals.probability(start, new Array<number>(end - start).fill(0))
  let runnerUp: { type: string | null; score: number } = { type: null, score: clamp(none) }
  let score = 0
  for (const [number, type] of tagSet.types.entries()) {
    const probability = clamp(marginals.spanProbability(start, end, number, tagSet))
    if (type === span.type) score = probability
    else if (probability > runnerUp.score) runnerUp = { type, score: probability }
  }
  return { ...span, score, runnerUp }
}

const clamp = (probability: number): number => Math.min(1, Math.max(0, probability))
