import { compareSpans, crosses, innerSpans, overlaps, sameSpan } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'

export type Edge = 'start' | 'end'

/** Whether spans may lie inside others: `flat` they may not. */
export type Nesting = 'flat' | 'nested'

/** As the project has it; a post that holds nested spans already keeps them whatever the project says now. */
export function nestingOf(spans: readonly Span[], allowed: boolean): Nesting {
  return allowed || innerSpans(spans).length > 0 ? 'nested' : 'flat'
}

/** Adds a span; spans it may not lie with give way. The result is in order of reading. */
export function addSpan(spans: readonly Span[], added: Span, nesting: Nesting): Span[] {
  return [...spans.filter((span) => mayLieWith(span, added, nesting)), added].sort(compareSpans)
}

function mayLieWith(span: Span, added: Span, nesting: Nesting): boolean {
  if (nesting === 'flat') return !overlaps(span, added)
  return !crosses(span, added) && !sameSpan(span, added)
}

export function removeSpan(spans: readonly Span[], removed: Span): Span[] {
  return spans.filter((span) => !sameSpan(span, removed))
}

export function relabelSpan(spans: readonly Span[], relabelled: Span, type: string): Span[] {
  const next = { ...plain(relabelled), type }
  return spans
    .filter((span) => sameSpan(span, relabelled) || !sameSpan(span, next))
    .map((span) => (sameSpan(span, relabelled) ? next : span))
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
export function replaceSpan(spans: readonly Span[], span: Span, moved: Span, nesting: Nesting): Span[] {
  const others = removeSpan(spans, span).flatMap((other) =>
    mayLieWith(other, moved, nesting) ? [other] : yieldTo(other, moved),
  )
  return [...others, moved].sort(compareSpans)
}

/** A change of several spans, and the one to go on with. */
export interface SpanChange {
  readonly spans: Span[]
  readonly chosen: Span
}

/** Two spans of the same type, the second from token `at` on, and so the spans inside; null: nothing is on one side. */
export function splitSpan(spans: readonly Span[], span: Span, at: number): SpanChange | null {
  if (at <= span.start || at >= span.end) return null
  const [first, second] = [
    { ...plain(span), end: at },
    { ...plain(span), start: at },
  ]
  const others = removeSpan(spans, span).flatMap((other) =>
    crosses(other, first) || crosses(other, second)
      ? [
          { ...plain(other), end: at },
          { ...plain(other), start: at },
        ]
      : [other],
  )
  return { spans: [...others, first, second].sort(compareSpans), chosen: second }
}

/** One span of the type of the first over both and all between; null: no span follows. */
export function mergeSpan(spans: readonly Span[], span: Span, nesting: Nesting): SpanChange | null {
  const next = spans.find((other) => other.start >= span.end)
  if (next === undefined) return null
  const merged = { ...plain(span), end: next.end }
  const others = removeSpan(removeSpan(spans, span), next)
  return { spans: addSpan(others, merged, nesting), chosen: merged }
}

/** What is left of `other` outside `taken`, with which it shares tokens: nothing, one piece or two. */
function yieldTo(other: Span, taken: Span): Span[] {
  return [
    { ...plain(other), end: Math.min(other.end, taken.start) },
    { ...plain(other), start: Math.max(other.start, taken.end) },
  ].filter((piece) => piece.start < piece.end)
}

/** Without the score a prediction carries: what is corrected is a span, not a scored one. */
export function plain({ start, end, type }: Span): Span {
  return { start, end, type }
}
