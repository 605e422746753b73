import { sameSpans } from '../../shared/domain/span.ts'
import { createStore } from '../app/store.ts'
import type { Store } from '../app/store.ts'
import type { Session } from './correctionSession.ts'
import { currentPost } from './correctionSession.ts'
import type { KnownPost } from './knownPost.ts'

/** One post reviewed for the first time in this sitting. */
export interface Decision {
  /** From the post on screen to its acceptance, without pauses. */
  readonly seconds: number
  readonly tokens: number
  /** What became gold against what the model read; `none`: no model had read the post. */
  readonly prediction: 'right' | 'wrong' | 'none'
}

/** Seconds without a key or click that count; what is longer was a pause. */
const PAUSE = 30
/** Seconds that a fast reader needs for a word (about 500 words a minute). */
const READING = 0.12
/** So many decisions in a row must be too fast before a word is said. */
const IN_A_ROW = 5

/** Whether the latest decisions came faster than the posts can be read. */
export function isTooFast(decisions: readonly Decision[]): boolean {
  const latest = decisions.slice(-IN_A_ROW)
  return latest.length === IN_A_ROW && latest.every(({ seconds, tokens }) => seconds < tokens * READING)
}

export interface PaceRow {
  readonly prediction: Decision['prediction']
  readonly posts: number
  /** Seconds; null: no such post. */
  readonly median: number | null
  readonly slowest: number | null
}

/** How long decisions took, by what the prediction was worth. */
export function paceRows(decisions: readonly Decision[]): PaceRow[] {
  return (['right', 'wrong', 'none'] as const).map((prediction) => {
    const seconds = decisions
      .filter((decision) => decision.prediction === prediction)
      .map((decision) => decision.seconds)
      .sort((a, b) => a - b)
    return { prediction, posts: seconds.length, median: medianOf(seconds), slowest: seconds.at(-1) ?? null }
  })
}

/** Of numbers in order; null: there are none. */
function medianOf(sorted: readonly number[]): number | null {
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** Times every decision of the sitting; `now` in milliseconds. */
export function timeDecisions(
  session: Pick<Store<Session>, 'get' | 'subscribe'>,
  now: () => number,
): Pick<Store<readonly Decision[]>, 'get' | 'subscribe'> {
  const decisions = createStore<readonly Decision[]>([])
  let before = session.get()
  let heard = now()
  let seconds = 0
  session.subscribe(() => {
    const current = session.get()
    const gap = (now() - heard) / 1000
    heard = now()
    if (current.postId !== before.postId) seconds = 0
    else seconds += Math.min(gap, PAUSE)
    const post = currentPost(current)
    const old = currentPost(before)
    if (post !== null && isFirstReview(before, current, old, post)) {
      const made = { seconds, tokens: post.detail.tokens.length, prediction: worthOf(post) }
      decisions.set((all) => [...all, made])
      seconds = 0
    }
    before = current
  })
  return decisions
}

/** Not when an acceptance that was taken back is done again: that was no decision of its own. */
function isFirstReview(before: Session, now: Session, old: KnownPost | null, post: KnownPost): boolean {
  const isAccepted =
    before.postId === now.postId && old?.state.status === 'unreviewed' && post.state.status === 'reviewed'
  const [made, redone] = [now.undo.at(-1), before.redo.at(-1)]
  const isRedone = made?.kind === 'edit' && redone?.kind === 'edit' && made.after === redone.after
  return isAccepted && now.undo.length > before.undo.length && !isRedone
}

function worthOf({ detail, state }: KnownPost): Decision['prediction'] {
  if (detail.predicted === null) return 'none'
  return sameSpans(detail.predicted, state.spans ?? []) ? 'right' : 'wrong'
}
