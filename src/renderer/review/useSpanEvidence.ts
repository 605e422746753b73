import type { SpanEvidence } from '../../shared/domain/explanation.ts'
import { rangeInFile } from '../../shared/domain/recut.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useStore } from '../app/store.ts'
import { currentPost } from './correctionSession.ts'
import type { Session } from './correctionSession.ts'
import type { Review } from './review.ts'
import { targetOf } from './selection.ts'
import { useRested } from './useRested.ts'

/** Milliseconds on the same tokens before the model is asked why it reads them so. */
const REST = 200

export interface AskedEvidence {
  /** Undefined: it is waited for, or there is an error. */
  readonly evidence: SpanEvidence | undefined
  readonly error: Error | null
}

/** Why the model reads the tokens one is at as it does; asked once the person rests there. */
export function useSpanEvidence(review: Review): AskedEvidence {
  const aim = useStore(review.session, aimOf)
  const asked = useRested(aim, REST, '') === aim && aim !== ''
  const [id = 0, start = 0, end = 1] = aim.split(' ').map(Number)
  const { data, error } = useCoreQuery('posts.explain', { id, span: { start, end } }, { enabled: asked })
  return { evidence: asked ? data : undefined, error: asked ? error : null }
}

/** Post and tokens as one string, which stays the same while one stays there; empty: no post is open. */
function aimOf(session: Session): string {
  const post = currentPost(session)
  if (post === null) return ''
  const target = targetOf(post, session.selection)
  const words = target.kind === 'range' ? target : target.span
  // The model reads whole tokens.
  const { start, end } = rangeInFile(post.detail, words)
  return [post.detail.id, start, end].join(' ')
}
