import type { PostDetail, PostState } from '../../shared/domain/post.ts'
import { sameSpan } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'
import { wordsOf } from './postLayout.ts'

/** What one correction changed, in words: `Berlin LOC → ORG, reviewed`. */
export function changeWords(
  detail: Pick<PostDetail, 'tokens' | 'text' | 'offsets'>,
  before: PostState,
  after: PostState,
): string {
  const [old, now] = [before.spans ?? [], after.spans ?? []]
  const gone = old.filter((span) => !now.some((other) => sameSpan(span, other)))
  const added = now.filter((span) => !old.some((other) => sameSpan(span, other)))
  const name = ({ start, end }: Span): string => wordsOf(detail, start, end)
  const relabelled = (span: Span): Span | undefined =>
    added.find(({ start, end }) => start === span.start && end === span.end)
  const parts = [
    ...gone.map((span) => `${name(span)} ${span.type} → ${relabelled(span)?.type ?? 'no entity'}`),
    ...added
      .filter((span) => !gone.some(({ start, end }) => start === span.start && end === span.end))
      .map((span) => `${name(span)} ${span.type}`),
    before.status !== after.status && (after.status === 'reviewed' ? 'reviewed' : 'not reviewed'),
    before.flagged !== after.flagged && (after.flagged ? 'flagged' : 'not flagged'),
    before.reason !== after.reason && (after.reason ?? 'no reason'),
    before.comment !== after.comment && (after.comment === '' ? 'comment removed' : `“${after.comment}”`),
  ]
  return parts.filter((part) => part !== false).join(', ')
}
