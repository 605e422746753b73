import { compareSpans, overlaps, sameSpan } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'

export type Edge = 'start' | 'end'

/** Adds a span; spans it overlaps give way. The result is in order of reading. */
export function addSpan(spans: readonly Span[], added: Span): Span[] {
  return [...spans.filter((span) => !overlaps(span, added)), added].sort(compareSpans)
}

export function removeSpan(spans: readonly Span[], removed: Span): Span[] {
  return spans.filter((span) => !sameSpan(span, removed))
}

export function relabelSpan(spans: readonly Span[], relabelled: Span, type: string): Span[] {
  return spans.map((span) => (sameSpan(span, relabelled) ? { ...plain(span), type } : span))
}

/**
 * The span with one edge moved by `delta` tokens; null when it would leave the post or hold no token.
 * `tokens` is the length of the post.
 */
export function movedSpan(span: Span, edge: Edge, delta: number, tokens: number): Span | null {
  const moved = { ...plain(span), [edge]: span[edge] + delta }
  return moved.start >= 0 && moved.end <= tokens && moved.start < moved.end ? moved : null
}

/** Puts `moved` in the place of `span`; a neighbour it runs into gives up the tokens it loses. */
export function replaceSpan(spans: readonly Span[], span: Span, moved: Span): Span[] {
  const others = removeSpan(spans, span).flatMap((other) => yieldTo(other, moved))
  return [...others, moved].sort(compareSpans)
}

/** A change of several spans, and the one to go on with. */
export interface SpanChange {
  readonly spans: Span[]
  readonly chosen: Span
}

/** Two spans of the same type, the second from token `at` on; null: there is nothing on one side. */
export function splitSpan(spans: readonly Span[], span: Span, at: number): SpanChange | null {
  if (at <= span.start || at >= span.end) return null
  const [first, second] = [
    { ...plain(span), end: at },
    { ...plain(span), start: at },
  ]
  return { spans: [...removeSpan(spans, span), first, second].sort(compareSpans), chosen: second }
}

/** One span of the type of the first over both and all between; null: no span follows. */
export function mergeSpan(spans: readonly Span[], span: Span): SpanChange | null {
  const next = spans.find((other) => other.start >= span.end)
  if (next === undefined) return null
  const merged = { ...plain(span), end: next.end }
  return { spans: addSpan(spans, merged), chosen: merged }
}

/** What is left of `other` outside `taken`: nothing, one piece or two. */
function yieldTo(other: Span, taken: Span): Span[] {
  if (!overlaps(other, taken)) return [other]
  return [
    { ...plain(other), end: Math.min(other.end, taken.start) },
    { ...plain(other), start: Math.max(other.start, taken.end) },
  ].filter((piece) => piece.start < piece.end)
}

/** Without the score a prediction carries: what is corrected is a span, not a scored one. */
export function plain({ start, end, type }: Span): Span {
  return { start, end, type }
}
