import { useEffect } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { Span } from '../../shared/domain/span.ts'
import { sameSpan } from '../../shared/domain/span.ts'
import type { Session } from './correctionSession.ts'
import { currentPost } from './correctionSession.ts'
import type { KnownPost } from './knownPost.ts'
import { draftOf } from './knownPost.ts'
import { wordsOf } from './postLayout.ts'
import type { Review } from './review.ts'
import { wordChanges } from './wordCut.ts'

/** Tells a screen reader which post came up and what an edit did. */
export function useAnnouncements(
  review: Review,
  labels: readonly LabelDefinition[],
  announce: (words: string) => void,
): void {
  useEffect(() => {
    const titles = new Map(labels.map(({ name, title }) => [name, title]))
    let before = review.session.get()
    return review.session.subscribe(() => {
      const now = review.session.get()
      const words = whatHappened(before, now, titles, review.queue)
      before = now
      if (words !== null) announce(words)
    })
  }, [review, labels, announce])
}

function whatHappened(
  before: Session,
  now: Session,
  titles: ReadonlyMap<string, string>,
  queue: Review['queue'],
): string | null {
  const post = currentPost(now)
  if (post === null) return null
  if (before.postId !== now.postId) return arrival(post, queue)
  const old = currentPost(before)
  if (old === null || old.state === post.state) return null
  const words = wordChanges(post.detail, old.state, post.state)
  if (words.length > 0) return words.join(', ')
  if (old.state.flagged !== post.state.flagged) return post.state.flagged ? 'Flagged' : 'Not flagged'
  return changes(post, draftOf(old), draftOf(post), titles)
}

function arrival(post: KnownPost, queue: Review['queue']): string {
  const { position } = queue.state.get()
  const total = queue.total()
  const place =
    position === null || total === null ? '' : `Post ${String(position + 1)} of ${String(total)}. `
  const count = draftOf(post).length
  const status = post.state.status === 'reviewed' ? 'reviewed' : 'not reviewed'
  return `${place}${status}, ${String(count)} ${count === 1 ? 'span' : 'spans'}. ${post.detail.text}`
}

function changes(
  { detail }: KnownPost,
  before: readonly Span[],
  after: readonly Span[],
  titles: ReadonlyMap<string, string>,
): string | null {
  const added = after.filter((span) => !before.some((other) => sameSpan(span, other)))
  const gone = before.filter((span) => !after.some((other) => sameSpan(span, other)))
  const name = ({ start, end, type }: Span): string =>
    `${wordsOf(detail, start, end)}: ${titles.get(type) ?? type}`
  if (added.length > 0) return added.map(name).join(', ')
  return gone.length > 0 ? `Removed ${gone.map(name).join(', ')}` : null
}
