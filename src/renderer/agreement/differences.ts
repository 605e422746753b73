import { compareSpans, sameSpan } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'

/** Words on which two readings differ: the type that each gives to exactly these words; null: it labels others. */
export interface WordsApart {
  readonly start: number
  readonly end: number
  readonly first: string | null
  readonly second: string | null
}

/** Where two readings differ, in order of reading; another type on the same words is one line. */
export function differences(first: readonly Span[], second: readonly Span[]): readonly WordsApart[] {
  const missingIn = (spans: readonly Span[], others: readonly Span[]): Span[] =>
    spans.filter((span) => !others.some((other) => sameSpan(span, other)))
  const [mine, theirs] = [missingIn(first, second), missingIn(second, first)]
  const apart: WordsApart[] = []
  for (const { start, end, type } of mine) {
    const at = theirs.findIndex((span) => span.start === start && span.end === end)
    const [other] = at === -1 ? [] : theirs.splice(at, 1)
    apart.push({ start, end, first: type, second: other?.type ?? null })
  }
  for (const { start, end, type } of theirs) apart.push({ start, end, first: null, second: type })
  return apart.sort((a, b) => compareSpans(spanOf(a), spanOf(b)))
}

function spanOf({ start, end, first, second }: WordsApart): Span {
  return { start, end, type: first ?? second ?? '' }
}
