import type { PostDetail, PostState } from '../../shared/domain/post.ts'
import { cutsOf, recut } from '../../shared/domain/recut.ts'
import type { CutPost } from '../../shared/domain/recut.ts'
import { sameSpan } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'
import { wordChanges } from './wordCut.ts'

/** What one correction changed, in words: `Berlin LOC → ORG, reviewed`. */
export function changeWords(
  detail: CutPost & Pick<PostDetail, 'text'>,
  before: PostState,
  after: PostState,
): string {
  const [old, now] = [placed(detail, before), placed(detail, after)]
  const gone = old.filter((span) => !now.some((other) => sameSpan(span, other)))
  const added = now.filter((span) => !old.some((other) => sameSpan(span, other)))
  const name = ({ start, end }: Span): string => detail.text.slice(start, end)
  const relabelled = (span: Span): Span | undefined =>
    added.find(({ start, end }) => start === span.start && end === span.end)
  const parts = [
    ...wordChanges(detail, before, after),
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

/** The spans of a version by characters of the text: its words may be cut otherwise. */
function placed(detail: CutPost, state: PostState): Span[] {
  const { offsets } = recut(detail, cutsOf(state))
  return (state.spans ?? []).map(({ start, end, type }) => ({
    start: offsets[2 * start] ?? 0,
    end: offsets[2 * end - 1] ?? 0,
    type,
  }))
}
