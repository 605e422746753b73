import type { ScoredSpan } from './span.ts'

/** Seconds for a decision whatever the post holds, for each token that is read, and for each span that is wrong. */
const BASE = 1
const PER_TOKEN = 0.2
const PER_ERROR = 4

/** The span with the lowest score, the first of them; null: there is none. */
export function leastCertain(spans: readonly ScoredSpan[]): ScoredSpan | null {
  return spans.reduce<ScoredSpan | null>(
    (least, span) => (least === null || span.score < least.score ? span : least),
    null,
  )
}

/** Seconds a post is expected to take: 1 + 0.2 · tokens + 4 · Σ (1 − score), for reading it and mending what is wrong. */
export function expectedSeconds(tokens: number, spans: readonly ScoredSpan[]): number {
  const errors = spans.reduce((sum, { score }) => sum + 1 - score, 0)
  return BASE + PER_TOKEN * tokens + PER_ERROR * errors
}

/**
 * What reviewing a post teaches for each second it takes: uncertainty · diversity / seconds. Uncertainty is 1 − the lowest
 * score of a predicted span. Diversity is 1 / n for the n-th post whose least certain span is this mention of this type:
 * a mention that was judged once is judged. 0 where nothing is predicted.
 */
export function reviewWorth(tokens: number, spans: readonly ScoredSpan[], n: number): number {
  const unsure = leastCertain(spans)
  return unsure === null ? 0 : (1 - unsure.score) / n / expectedSeconds(tokens, spans)
}
