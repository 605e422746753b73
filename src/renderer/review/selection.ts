import { sameSpan } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'
import type { KnownPost } from './knownPost.ts'
import { draftOf, drawnSpans } from './knownPost.ts'

/** Where the person is in a post. Tokens by index; anchor and focus are both inside the range. */
export interface Selection {
  readonly anchor: number
  readonly focus: number
  /** A span chosen as a whole (Tab, click); null: the range of tokens counts. */
  readonly span: Span | null
}

/** What a type key or an edge key would act on. */
export type Target =
  | { readonly kind: 'span'; readonly span: Span }
  | { readonly kind: 'suggestion'; readonly span: Span }
  | { readonly kind: 'range'; readonly start: number; readonly end: number }

export const START: Selection = { anchor: 0, focus: 0, span: null }

export function rangeOf({ anchor, focus }: Selection): { start: number; end: number } {
  return { start: Math.min(anchor, focus), end: Math.max(anchor, focus) + 1 }
}

export function selectSpan(span: Span): Selection {
  return { anchor: span.start, focus: span.end - 1, span }
}

export function moveTo(selection: Selection, token: number, extend: boolean, tokens: number): Selection {
  const focus = Math.max(0, Math.min(tokens - 1, token))
  return { anchor: extend ? selection.anchor : focus, focus, span: null }
}

/** One token on; from a chosen span it leaves at the side it moves to, and extending starts with the whole span. */
export function moveBy(selection: Selection, delta: number, extend: boolean, tokens: number): Selection {
  const { start, end } = rangeOf(selection)
  if (extend) {
    const anchor = selection.span === null ? selection.anchor : delta < 0 ? end - 1 : start
    const focus = selection.span === null ? selection.focus : delta < 0 ? start : end - 1
    return moveTo({ ...selection, anchor }, focus + delta, true, tokens)
  }
  const from = selection.span === null ? selection.focus : delta < 0 ? start : end - 1
  return moveTo(selection, from + delta, false, tokens)
}

/** The span before or after where one is; null at either end, so that Tab can leave the text. */
export function neighbourSpan(post: KnownPost, selection: Selection, delta: 1 | -1): Span | null {
  const spans = drawnSpans(post).map(({ span }) => span)
  const chosen = selection.span
  const at = chosen === null ? -1 : spans.findIndex((span) => sameSpan(span, chosen))
  if (at >= 0) return spans[at + delta] ?? null
  const { focus } = selection
  const next =
    delta > 0 ? spans.find((span) => span.end > focus) : spans.findLast((span) => span.start < focus)
  return next ?? null
}

export function targetOf(post: KnownPost, selection: Selection): Target {
  const draft = draftOf(post)
  const chosen = selection.span
  if (chosen !== null) {
    return { kind: draft.some((span) => sameSpan(span, chosen)) ? 'span' : 'suggestion', span: chosen }
  }
  const range = rangeOf(selection)
  const under = draft.find(
    (span) =>
      (span.start === range.start && span.end === range.end) ||
      (range.end - range.start === 1 && span.start <= range.start && span.end >= range.end),
  )
  return under === undefined ? { kind: 'range', ...range } : { kind: 'span', span: under }
}
