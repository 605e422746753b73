import { piecesOf, sameCuts } from './cut.ts'
import type { Cut, Piece } from './cut.ts'
import type { PostState } from './post.ts'
import { overlaps, sameSpan } from './span.ts'
import type { ScoredSpan, Span } from './span.ts'

/**
 * What of a post depends on its cuts. Its words are the tokens of the file, each in as many pieces as it is cut into;
 * all spans count these words. The tokens themselves never change: without cuts they come back as they were read.
 */
export interface CutPost {
  readonly tokens: readonly string[]
  /** UTF-16, two for each word. */
  readonly offsets: readonly number[]
  readonly predicted: readonly ScoredSpan[] | null
  readonly state: PostState
}

const UNCUT: readonly Cut[] = []

export function cutsOf({ cuts }: Pick<PostState, 'cuts'>): readonly Cut[] {
  return cuts ?? UNCUT
}

/** The state with these cuts; a state without any has no such key, as in logs of before there were cuts. */
export function withCuts(state: PostState, cuts: readonly Cut[]): PostState {
  if (cuts.length > 0) return { ...state, cuts }
  if (state.cuts === undefined) return state
  return Object.fromEntries(Object.entries(state).filter(([key]) => key !== 'cuts')) as unknown as PostState
}

/** The tokens of the file, and where each stands in the text (UTF-16). */
export function fileTokens({ tokens, offsets, state }: Pick<CutPost, 'tokens' | 'offsets' | 'state'>): {
  readonly tokens: readonly string[]
  readonly offsets: readonly number[]
} {
  const cuts = cutsOf(state)
  if (cuts.length === 0) return { tokens, offsets }
  const joined: { readonly tokens: string[]; readonly offsets: number[] } = { tokens: [], offsets: [] }
  let next = 0
  for (let word = 0; word < tokens.length; word++) {
    const first = word
    for (; cuts[next]?.token === joined.tokens.length; next++) word++
    joined.tokens.push(tokens.slice(first, word + 1).join(''))
    joined.offsets.push(offsets[2 * first] ?? 0, offsets[2 * word + 1] ?? 0)
  }
  return joined
}

/**
 * The same post with other cuts. A span keeps its characters where its edges are edges of words still; where a word is
 * joined again it reaches to the edges of that word, and of two spans that then meet the first in order of reading stays.
 */
export function recut<P extends CutPost>(post: P, cuts: readonly Cut[]): P {
  const before = cutsOf(post.state)
  if (sameCuts(before, cuts)) return post
  const file = fileTokens(post)
  const old = piecesOf(file.tokens, before)
  const now = piecesOf(file.tokens, cuts)
  const start = (token: number): number => file.offsets[2 * token] ?? 0
  const { spans } = post.state
  return {
    ...post,
    tokens: now.map(({ token, from, to }) => (file.tokens[token] ?? '').slice(from, to)),
    offsets: now.flatMap(({ token, from, to }) => [start(token) + from, start(token) + to]),
    predicted: post.predicted === null ? null : moved(post.predicted, old, now),
    state: withCuts({ ...post.state, spans: spans === null ? null : moved(spans, old, now) }, cuts),
  }
}

/** Spans of a post as they stand when it is cut otherwise, by the rule of {@link recut}. */
export function recutSpans<S extends Span>(
  post: Pick<CutPost, 'tokens' | 'offsets' | 'state'>,
  spans: readonly S[],
  cuts: readonly Cut[],
): readonly S[] {
  const before = cutsOf(post.state)
  if (sameCuts(before, cuts)) return spans
  const { tokens } = fileTokens(post)
  return moved(spans, piecesOf(tokens, before), piecesOf(tokens, cuts))
}

function moved<S extends Span>(spans: readonly S[], old: readonly Piece[], now: readonly Piece[]): S[] {
  const kept: { readonly before: S; readonly after: S }[] = []
  for (const before of spans) {
    const [first, last] = [old[before.start], old[before.end - 1]]
    if (first === undefined || last === undefined)
      throw new RangeError(`span ${before.start}-${before.end} is outside a post of ${old.length} words`)
    const start = now.findLastIndex(
      ({ token, from }) => token < first.token || (token === first.token && from <= first.from),
    )
    const end = now.findIndex(
      ({ token, to }) => token > last.token || (token === last.token && to >= last.to),
    )
    const after = { ...before, start, end: end + 1 }
    const meets = kept.some(
      (other) =>
        (overlaps(other.after, after) && !overlaps(other.before, before)) || sameSpan(other.after, after),
    )
    if (!meets) kept.push({ before, after })
  }
  return kept.map(({ after }) => after)
}

/** The post as it stands in its file, for what reads or compares whole tokens. */
export function uncut<P extends CutPost>(post: P): P {
  return recut(post, UNCUT)
}

/** The tokens of the file that hold these words. */
export function rangeInFile(
  { tokens, offsets, state }: Pick<CutPost, 'tokens' | 'offsets' | 'state'>,
  { start, end }: { readonly start: number; readonly end: number },
): { readonly start: number; readonly end: number } {
  const cuts = cutsOf(state)
  if (cuts.length === 0) return { start, end }
  const pieces = piecesOf(fileTokens({ tokens, offsets, state }).tokens, cuts)
  return { start: pieces[start]?.token ?? start, end: (pieces[end - 1]?.token ?? end - 1) + 1 }
}

/** Whether a span begins or ends inside a token of the file. */
export function cutsToken(post: Pick<CutPost, 'tokens' | 'offsets' | 'state'>, span: Span): boolean {
  return cutsOf(post.state).length > 0 && usedCuts(post, [span]).length > 0
}

/** The cuts at which one of the spans begins or ends. */
export function usedCuts(
  post: Pick<CutPost, 'tokens' | 'offsets' | 'state'>,
  spans: readonly Span[],
): readonly Cut[] {
  const cuts = cutsOf(post.state)
  if (cuts.length === 0) return cuts
  const pieces = piecesOf(fileTokens(post).tokens, cuts)
  const edges = new Set(spans.flatMap(({ start, end }) => [start, end]))
  return cuts.filter(({ token, at }) =>
    edges.has(pieces.findIndex((piece) => piece.token === token && piece.from === at)),
  )
}
