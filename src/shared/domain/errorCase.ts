import type { ScoredSpan, Span } from './span.ts'

export const ERROR_KINDS = ['missed', 'spurious', 'wrong-type', 'wrong-boundary'] as const
export type ErrorKind = (typeof ERROR_KINDS)[number]

/** One disagreement of gold and model: the two spans that belong together, or one without a partner. */
export interface ErrorCase {
  readonly kind: ErrorKind
  readonly gold: Span | null
  readonly predicted: Span | ScoredSpan | null
}
