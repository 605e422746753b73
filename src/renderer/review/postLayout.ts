import type { PostDetail } from '../../shared/domain/post.ts'
import { overlaps } from '../../shared/domain/span.ts'
import type { DrawnSpan } from './knownPost.ts'

/** One token and the characters between it and the one before, exactly as in the file. */
export interface PlacedToken {
  readonly index: number
  readonly gap: string
}

/** Neighbouring tokens that share a span, or one token without. */
export interface Piece {
  readonly drawn: DrawnSpan | null
  readonly tokens: readonly PlacedToken[]
}

export interface PostLayout {
  readonly pieces: readonly Piece[]
  /** What stands after the last token. */
  readonly tail: string
  /** Suggestions that run across a drawn span: they cannot stand in the text and are named under it. */
  readonly beside: readonly DrawnSpan[]
}

type Text = Pick<PostDetail, 'tokens' | 'text' | 'offsets'>

/** Lays the spans over the tokens. `drawn` in order of reading; where two overlap, what is no suggestion stands. */
export function layoutPost(post: Text, drawn: readonly DrawnSpan[]): PostLayout {
  const firm = drawn.filter(({ kind }) => kind !== 'suggested')
  const suggested = drawn.filter(({ kind }) => kind === 'suggested')
  const beside = suggested.filter(({ span }) => firm.some((other) => overlaps(span, other.span)))
  const shown = new Map<number, DrawnSpan>()
  for (const entry of [...firm, ...suggested.filter((entry) => !beside.includes(entry))])
    shown.set(entry.span.start, entry)

  const pieces: Piece[] = []
  for (let index = 0; index < post.tokens.length;) {
    const entry = shown.get(index) ?? null
    const end = entry === null ? index + 1 : Math.min(entry.span.end, post.tokens.length)
    const tokens = Array.from({ length: end - index }, (_, step) => place(post, index + step))
    pieces.push({ drawn: entry, tokens })
    index = end
  }
  return { pieces, tail: post.text.slice(endOf(post, post.tokens.length - 1)), beside }
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
