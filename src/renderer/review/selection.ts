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
  /** The range itself counts, not a span around it: what is labelled next lies inside that span. */
  readonly alone?: true
  /** Where the word at the cursor would be split: UTF-16 offset in it; missing: there is no caret. */
  readonly caret?: number
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

/** The range, or the first token of a chosen span, for a span of its own inside what is there. */
export function alone({ anchor, focus, span }: Selection): Selection {
  return span === null
    ? { anchor, focus, span, alone: true }
    : { anchor: span.start, focus: span.start, span: null, alone: true }
}

export function moveTo(selection: Selection, token: number, extend: boolean, tokens: number): Selection {
  const focus = Math.max(0, Math.min(tokens - 1, token))
  return { anchor: extend ? selection.anchor : focus, focus, span: null }
}

/** The same place in a post of so many tokens, with nothing chosen. */
export function resting({ anchor, focus }: Selection, tokens: number): Selection {
  const inside = (token: number): number => Math.max(0, Math.min(tokens - 1, token))
  return { anchor: inside(anchor), focus: inside(focus), span: null }
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
  const under = selection.alone === true ? undefined : innermost(draft, range)
  return under === undefined ? { kind: 'range', ...range } : { kind: 'span', span: under }
}

/** The shortest span of exactly these tokens, or around this one token. */
function innermost(
  spans: readonly Span[],
  { start, end }: { readonly start: number; readonly end: number },
): Span | undefined {
  return spansAround(spans, start, end).find(
    (span) => end - start === 1 || (span.start === start && span.end === end),
  )
}

/** The spans that hold all tokens of a range, the shortest first. */
export function spansAround(spans: readonly Span[], start: number, end: number): Span[] {
  const length = (span: Span): number => span.end - span.start
  return spans.filter((span) => span.start <= start && span.end >= end).sort((a, b) => length(a) - length(b))
}
