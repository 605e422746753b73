import { compareCuts, piecesOf, sameCuts } from '../../shared/domain/cut.ts'
import type { Piece } from '../../shared/domain/cut.ts'
import type { PostDetail, PostState } from '../../shared/domain/post.ts'
import { cutsOf, fileTokens, recut } from '../../shared/domain/recut.ts'
import type { KnownPost } from './knownPost.ts'
import type { Selection } from './selection.ts'
import { glyphOf } from './tokenText.ts'

/** Where the caret in a word goes: to the next likely place, one character on, or to either end. */
export type CaretMove = 'likely' | 'left' | 'right' | 'first' | 'last'

/** A change of the words of a post, and where one is afterwards. */
interface WordChange {
  readonly state: PostState
  readonly selection: Selection
}

/** UTF-16 offsets between the grapheme clusters of a word: no emoji and no letter with its marks is ever parted. */
export function caretPlaces(word: string): number[] {
  const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word)
  return Array.from(clusters, ({ index }) => index).slice(1)
}

const SIGN = /^[\p{P}\p{S}]/u
const LOWER = /\p{Ll}$/u
const UPPER = /^\p{Lu}/u
const DIGIT = /\p{N}/u

/** The places where words are put together: at signs, before a capital, between letters and digits. */
export function likelyPlaces(word: string): number[] {
  return caretPlaces(word).filter((at) => {
    const [before, after] = [word.slice(0, at), word.slice(at)]
    const last = Array.from(before).at(-1) ?? ''
    const first = Array.from(after)[0] ?? ''
    return (
      SIGN.test(last) !== SIGN.test(first) ||
      (LOWER.test(last) && UPPER.test(first)) ||
      (!SIGN.test(last) && DIGIT.test(last) !== DIGIT.test(first))
    )
  })
}

/** Whether the word at the cursor has room for a caret. */
export function canCut({ detail }: KnownPost, { focus }: Selection): boolean {
  const word = detail.tokens[focus] ?? ''
  return glyphOf(word) === null && caretPlaces(word).length > 0
}

/** The selection with the caret of its word moved, or set; without one where the word has no room for it. */
export function movedCaret(post: KnownPost, selection: Selection, move: CaretMove): Selection {
  const { focus, caret } = selection
  const word = post.detail.tokens[focus] ?? ''
  const places = caretPlaces(word)
  if (!canCut(post, selection)) return selection
  const at = caretAt(word, places, caret, move)
  return { anchor: focus, focus, span: null, caret: at }
}

function caretAt(
  word: string,
  places: readonly number[],
  caret: number | undefined,
  move: CaretMove,
): number {
  const first = places[0] ?? 0
  const last = places.at(-1) ?? first
  if (move === 'first') return first
  if (move === 'last') return last
  if (move === 'left') return places.findLast((at) => at < (caret ?? first)) ?? first
  if (move === 'right') return places.find((at) => at > (caret ?? first)) ?? last
  const likely = likelyPlaces(word)
  return likely.find((at) => at > (caret ?? 0)) ?? likely[0] ?? (caret === undefined ? first : caret)
}

/** Splits the word at the cursor where the caret stands; null: there is no caret. */
export function cutWord(post: KnownPost, { focus, caret }: Selection): WordChange | null {
  const piece = pieceAt(post, focus)
  if (piece === undefined || caret === undefined) return null
  const cut = { token: piece.token, at: piece.from + caret }
  const cuts = [...cutsOf(post.state), cut].sort(compareCuts)
  // What stands before the caret is labelled first, unless it is nothing but a sign, as the # of a hashtag.
  const before = (post.detail.tokens[focus] ?? '').slice(0, caret)
  return changeTo(post, cuts, /^[\p{P}\p{S}]+$/u.test(before) ? focus + 1 : focus)
}

/** Joins the word at the cursor with the other pieces of its token; null: it is a whole token. */
export function joinWord(post: KnownPost, { focus }: Selection): WordChange | null {
  const piece = pieceAt(post, focus)
  if (piece === undefined || !isPiece(post, focus)) return null
  const earlier = cutsOf(post.state).filter(({ token, at }) => token === piece.token && at <= piece.from)
  return changeTo(
    post,
    cutsOf(post.state).filter(({ token }) => token !== piece.token),
    focus - earlier.length,
  )
}

/** Whether the word is a part of a token. */
export function isPiece(post: KnownPost, word: number): boolean {
  const token = pieceAt(post, word)?.token
  return cutsOf(post.state).some((cut) => cut.token === token)
}

/** What was split and what was joined, in words; empty: the words are the same. */
export function wordChanges(
  detail: Pick<PostDetail, 'tokens' | 'offsets' | 'state'>,
  before: PostState,
  after: PostState,
): string[] {
  const [old, now] = [cutsOf(before), cutsOf(after)]
  if (sameCuts(old, now)) return []
  const { tokens } = fileTokens(detail)
  return tokens.flatMap((token, index) => {
    const [were, are] = [old, now].map((cuts) => cuts.filter((cut) => cut.token === index))
    if (were === undefined || are === undefined || sameCuts(were, are)) return []
    const pieces = piecesOf(
      [token],
      are.map(({ at }) => ({ token: 0, at })),
    )
    const words = pieces.map(({ from, to }) => token.slice(from, to))
    return words.length > 1 ? [`split into ${words.join(' ')}`] : [`${token} joined`]
  })
}

/** The words before which a token of the file is split. */
export function cutWords(detail: PostDetail): ReadonlySet<number> {
  const cuts = cutsOf(detail.state)
  if (cuts.length === 0) return NONE
  const pieces = piecesOf(fileTokens(detail).tokens, cuts)
  return new Set(pieces.flatMap(({ from }, word) => (from > 0 ? [word] : [])))
}

const NONE: ReadonlySet<number> = new Set()

function pieceAt({ detail, state }: KnownPost, word: number): Piece | undefined {
  return piecesOf(fileTokens(detail).tokens, cutsOf(state))[word]
}

function changeTo(post: KnownPost, cuts: ReturnType<typeof cutsOf>, word: number): WordChange {
  const { state } = recut({ ...post.detail, state: post.state }, cuts)
  return { state, selection: { anchor: word, focus: word, span: null } }
}
