/** An entity mention: tokens `start` to `end` (end exclusive, token indexes) and its type. */
export interface Span {
  readonly start: number
  readonly end: number
  readonly type: string
}

/** A span proposed by a model. */
export interface ScoredSpan extends Span {
  /** Probability of the span, 0 to 1 (CRF marginal). */
  readonly score: number
  /** The next likely reading of the same tokens; `type` null means "no entity". */
  readonly runnerUp: { readonly type: string | null; readonly score: number } | null
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end && a.type === b.type
}

export function sameSpans(a: readonly Span[], b: readonly Span[]): boolean {
  return a.length === b.length && a.every((span, index) => sameSpan(span, b[index] as Span))
}

/** Order of reading: by start, then longer first, then type. */
export function compareSpans(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0)
}

/** They share tokens, and neither lies inside the other. */
export function crosses(a: Span, b: Span): boolean {
  return overlaps(a, b) && !contains(a, b) && !contains(b, a)
}

/** Whether every token of `inner` is one of `outer`; spans of the same tokens contain each other. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** The spans that lie inside or across one before them in order of reading; without them the rest is flat. */
export function innerSpans<S extends Span>(spans: readonly S[]): S[] {
  const flat: S[] = []
  return [...spans].sort(compareSpans).filter((span) => {
    const isInner = flat.some((outer) => overlaps(outer, span))
    if (!isInner) flat.push(span)
    return isInner
  })
}

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end
}
