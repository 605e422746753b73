import { sameCuts } from '../../shared/domain/cut.ts'
import type { PostDetail, PostState } from '../../shared/domain/post.ts'
import { cutsOf, recut } from '../../shared/domain/recut.ts'
import { overlaps, sameSpan, sameSpans } from '../../shared/domain/span.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import { plain } from './spanEdit.ts'

/** A post of this sitting: what the core said last, and what has been changed here since. */
export interface KnownPost {
  /** Cut into words as `state` says, whatever the core knows of it yet. */
  readonly detail: PostDetail
  /** As it is on screen: edits count at once, saved or not. */
  readonly state: PostState
  /** Number of corrections including those not saved yet. */
  readonly revision: number
  /** Whether anything was changed here in this sitting. */
  readonly touched: boolean
}

/** How a span of the draft or beside it is drawn. */
export interface DrawnSpan {
  readonly span: Span
  /**
   * `confirmed`: a person said so. `predicted`: part of the draft, as the model proposed it and nobody accepted it
   * yet. `suggested`: the model proposes it, the gold says otherwise; taken only when asked for.
   */
  readonly kind: 'confirmed' | 'predicted' | 'suggested'
  /** The model's own record of exactly this span, if it made it. */
  readonly prediction: ScoredSpan | null
}

export function knownPost(detail: PostDetail): KnownPost {
  return { detail, state: detail.state, revision: detail.revision, touched: false }
}

/** The post with another state, and so perhaps with other words. */
export function inState(post: KnownPost, state: PostState): KnownPost {
  return { ...post, detail: recut(post.detail, cutsOf(state)), state }
}

export function sameState(a: PostState, b: PostState): boolean {
  return (
    a.status === b.status &&
    a.flagged === b.flagged &&
    a.comment === b.comment &&
    a.reason === b.reason &&
    sameCuts(cutsOf(a), cutsOf(b)) &&
    (a.spans === null || b.spans === null ? a.spans === b.spans : sameSpans(a.spans, b.spans))
  )
}

/** The query cache keeps the references of equal parts, so that few comparisons tell. */
export function samePost(a: KnownPost, b: KnownPost): boolean {
  const keys = Object.keys(a.detail) as (keyof PostDetail)[]
  return (
    a.revision === b.revision &&
    sameState(a.state, b.state) &&
    sameState(a.detail.state, b.detail.state) &&
    keys.every((key) => key === 'state' || Object.is(a.detail[key], b.detail[key]))
  )
}

/** The newer revision wins; edits that are still on their way count as newer. */
export function merged(known: KnownPost, detail: PostDetail): KnownPost {
  if (detail.revision < known.revision) {
    const words = recut(detail, cutsOf(known.state))
    return { ...known, detail: { ...words, state: known.detail.state, revision: known.detail.revision } }
  }
  return known.touched && detail.revision === known.revision && sameState(detail.state, known.state)
    ? { ...known, detail: { ...detail, state: known.detail.state, revision: known.detail.revision } }
    : { ...knownPost(detail), touched: known.touched }
}

/** The posts without those first changed longest ago, so that so many are left; the current one stays. */
export function latestPosts(
  posts: ReadonlyMap<number, KnownPost>,
  current: number | null,
  keep: number,
): ReadonlyMap<number, KnownPost> {
  return new Map([...posts].filter(([id], index) => id === current || index >= posts.size - keep))
}

/** What accepting would make gold: the labels there are, else the model's. */
export function draftOf({ state, detail }: KnownPost): readonly Span[] {
  return state.spans ?? (detail.predicted ?? []).map(plain)
}

/** The draft; with `least`, without what only the model says at a lower score. */
export function acceptedSpans(post: KnownPost, least: number | undefined): readonly Span[] {
  if (least === undefined) return draftOf(post)
  return drawnSpans(post)
    .filter(
      ({ kind, prediction }) =>
        kind === 'confirmed' || (kind === 'predicted' && (prediction?.score ?? 0) >= least),
    )
    .map(({ span }) => span)
}

/** Gold as its file says it, in the words of the post; null: the file says none of these words. */
function importedSpans({ detail, state }: KnownPost): readonly Span[] | null {
  if (detail.revision === 0) return detail.state.spans
  return cutsOf(state).length === 0 ? detail.imported : null
}

/**
 * Proposals that differ from gold which no one has corrected yet. Once a person has corrected or accepted it, the
 * proposals they saw are answered (a flag or a comment answers none); a proposal gives way as well where the labels under
 * it were changed here.
 */
export function suggestionsOf(post: KnownPost): readonly ScoredSpan[] {
  const { detail, state } = post
  const imported = importedSpans(post)
  if (state.spans === null || imported === null) return []
  const answered = detail.state.status === 'reviewed' || !sameSpans(detail.state.spans ?? [], imported)
  if (detail.revision > 0 && answered) return []
  const draft = state.spans
  return (detail.predicted ?? []).filter(
    (proposal) =>
      !draft.some((span) => sameSpan(span, proposal)) &&
      draft.every((span) => !overlaps(span, proposal) || imported.some((gold) => sameSpan(gold, span))),
  )
}

/** Everything to draw in order of reading; suggestions come after the spans they compete with. */
export function drawnSpans(post: KnownPost): readonly DrawnSpan[] {
  const { state, revision } = post
  const unreviewed = state.status === 'unreviewed'
  const imported = importedSpans(post) ?? []
  const draft = draftOf(post).map((span): DrawnSpan => {
    const prediction = predictionOf(post, span)
    const asProposed = prediction !== null && unreviewed && (state.spans === null || revision > 0)
    const kept = imported.some((gold) => sameSpan(gold, span))
    return { span, kind: asProposed && !kept ? 'predicted' : 'confirmed', prediction }
  })
  const suggested = suggestionsOf(post).map((proposal): DrawnSpan => ({
    span: plain(proposal),
    kind: 'suggested',
    prediction: proposal,
  }))
  return [...draft, ...suggested].sort((a, b) => a.span.start - b.span.start)
}

export function predictionOf({ detail }: KnownPost, span: Span): ScoredSpan | null {
  return detail.predicted?.find((prediction) => sameSpan(prediction, span)) ?? null
}
