import { compareCuts, piecesOf, sameCuts } from './cut.ts'
import type { Cut } from './cut.ts'
import { recutSpans } from './recut.ts'
import { compareSpans } from './span.ts'
import type { Span } from './span.ts'

/** How one annotator labelled a post: spans over its words, and where the tokens of the file are cut into words. */
export interface AnnotatorReading {
  readonly spans: readonly Span[]
  readonly cuts: readonly Cut[]
}

/** Two readings of one post over the same words, each with its spans in order of reading. */
export interface CommonWords {
  readonly words: readonly string[]
  readonly first: readonly Span[]
  readonly second: readonly Span[]
}

/** Both readings over words that are cut wherever one of them is: spans of parts of tokens can then be compared. */
export function inCommonWords(
  tokens: readonly string[],
  first: AnnotatorReading,
  second: AnnotatorReading,
): CommonWords {
  const cuts = union(first.cuts, second.cuts)
  return {
    words: wordsOf(tokens, cuts),
    first: spansIn(tokens, first, cuts),
    second: spansIn(tokens, second, cuts),
  }
}

function union(first: readonly Cut[], second: readonly Cut[]): readonly Cut[] {
  if (sameCuts(first, second)) return first
  const others = second.filter((cut) => !first.some((known) => sameCuts([cut], [known])))
  return [...first, ...others].sort(compareCuts)
}

function wordsOf(tokens: readonly string[], cuts: readonly Cut[]): readonly string[] {
  if (cuts.length === 0) return tokens
  return piecesOf(tokens, cuts).map(({ token, from, to }) => (tokens[token] ?? '').slice(from, to))
}

function spansIn(
  tokens: readonly string[],
  reading: AnnotatorReading,
  cuts: readonly Cut[],
): readonly Span[] {
  const state = {
    spans: null,
    status: 'unreviewed',
    flagged: false,
    comment: '',
    cuts: reading.cuts,
  } as const
  // Spans are told by words alone, so that where words stand in the text is not asked for.
  const post = { tokens: wordsOf(tokens, reading.cuts), offsets: [], state }
  return [...recutSpans(post, reading.spans, cuts)].sort(compareSpans)
}
