import type { PostDetail } from '../../shared/domain/post.ts'
import { compareSpans, contains, crosses, overlaps } from '../../shared/domain/span.ts'
import type { DrawnSpan } from './knownPost.ts'

/** One token and the characters between it and the one before, exactly as in the file. */
export interface PlacedToken {
  readonly index: number
  readonly gap: string
}

/** Where a span begins or ends: there its letters stand under the token, and its score. */
export interface SpanEdge {
  readonly drawn: DrawnSpan
  /** Spans around that span. */
  readonly level: number
  readonly first: boolean
  readonly last: boolean
}

/** A span with what stands in it, or one token without a span. */
export interface Piece {
  readonly drawn: DrawnSpan | null
  /** Every token of it, also those of spans inside. */
  readonly tokens: readonly PlacedToken[]
  /** Of a span: its tokens and the spans inside it, in order of reading. */
  readonly parts: readonly Piece[]
  /** Of a token: spans that begin or end with it, the outermost first. */
  readonly edges: readonly SpanEdge[]
  /** Most spans inside one another that it holds. */
  readonly depth: number
}

export interface PostLayout {
  readonly pieces: readonly Piece[]
  /** What stands after the last token. */
  readonly tail: string
  /** Suggestions that share tokens with a drawn span: they cannot stand in the text and are named under it. */
  readonly beside: readonly DrawnSpan[]
  /** Labels that share only some tokens with a drawn one, likewise. */
  readonly crossing: readonly DrawnSpan[]
  /** Most spans that lie inside one another, without the outermost. */
  readonly depth: number
}

type Text = Pick<PostDetail, 'tokens' | 'text' | 'offsets'>

/** Lays the spans over the tokens. `drawn` in order of reading; where two overlap, what is no suggestion stands. */
export function layoutPost(post: Text, drawn: readonly DrawnSpan[]): PostLayout {
  const firm: DrawnSpan[] = []
  const crossing: DrawnSpan[] = []
  const beside: DrawnSpan[] = []
  for (const entry of drawn.filter(({ kind }) => kind !== 'suggested'))
    (firm.some(({ span }) => crosses(span, entry.span)) ? crossing : firm).push(entry)
  const open: DrawnSpan[] = []
  for (const entry of drawn.filter(({ kind }) => kind === 'suggested'))
    ([...firm, ...open].some(({ span }) => overlaps(span, entry.span)) ? beside : open).push(entry)

  const shown = [...firm, ...open].sort((a, b) => compareSpans(a.span, b.span))
  const pieces = piecesOf(post, shown, [], { start: 0, end: post.tokens.length })
  return {
    pieces,
    tail: post.text.slice(endOf(post, post.tokens.length - 1)),
    beside,
    crossing,
    depth: Math.max(0, ...pieces.map(({ depth }) => depth)),
  }
}

/** The tokens of a range as pieces. `inside`: the spans in it, outer ones first; `around`: those around it, likewise. */
function piecesOf(
  post: Text,
  inside: readonly DrawnSpan[],
  around: readonly DrawnSpan[],
  range: { readonly start: number; readonly end: number },
): Piece[] {
  const pieces: Piece[] = []
  for (let index = range.start; index < range.end;) {
    const drawn = inside.find(({ span }) => span.start === index) ?? null
    const end = drawn === null ? index + 1 : Math.min(drawn.span.end, range.end)
    const tokens = Array.from({ length: end - index }, (_, step) => place(post, index + step))
    pieces.push({ drawn, tokens, ...(drawn === null ? leaf(index, around) : within(drawn, index, end)) })
    index = end
  }
  return pieces

  function within(drawn: DrawnSpan, start: number, end: number): Pick<Piece, 'parts' | 'edges' | 'depth'> {
    const inner = inside.filter((entry) => entry !== drawn && contains(drawn.span, entry.span))
    const parts = piecesOf(post, inner, [...around, drawn], { start, end })
    const depth = Math.max(...parts.map((part) => (part.drawn === null ? 0 : part.depth + 1)))
    return { parts, edges: [], depth }
  }
}

function leaf(index: number, around: readonly DrawnSpan[]): Pick<Piece, 'parts' | 'edges' | 'depth'> {
  const edges = around.map((drawn, level) => ({
    drawn,
    level,
    first: drawn.span.start === index,
    last: drawn.span.end === index + 1,
  }))
  return { parts: [], edges: edges.filter(({ first, last }) => first || last), depth: 0 }
}

function place(post: Text, index: number): PlacedToken {
  return { index, gap: post.text.slice(endOf(post, index - 1), post.offsets[2 * index] ?? 0) }
}

function endOf({ offsets }: Text, index: number): number {
  return index < 0 ? 0 : (offsets[2 * index + 1] ?? 0)
}

/** The words of tokens `start` to `end` as they stand in the text. */
export function wordsOf({ text, offsets }: Text, start: number, end: number): string {
  return text.slice(offsets[2 * start] ?? 0, offsets[2 * end - 1] ?? 0)
}
