import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { PostState } from '../../shared/domain/post.ts'
import type { Clock } from '../system/clock.ts'
import { timestamp } from '../system/clock.ts'
import type { Edit, ProjectStore, SaveOutcome } from '../store/types.ts'

/** An edit as a client sends it; who made it and when is added here. */
export type SentEdit = Pick<Edit, 'editId' | 'postId' | 'expectedRevision' | 'after' | 'undoes'>

export interface SavedCorrection {
  readonly postId: number
  readonly revision: number
  readonly savedAt: string
  readonly repeated: boolean
}

/**
 * Saves one edit; it is on disk when this returns. Throws `conflict` with `{yours, theirs, revision, author, at}`
 * when the post has moved on since the client read it.
 */
export function saveCorrection(
  { store, author, clock }: { store: Pick<ProjectStore, 'corrections'>; author: string; clock: Clock },
  edit: SentEdit,
): SavedCorrection {
  return requireSaved(store.corrections.save({ ...edit, author, at: timestamp(clock) }))
}

/** The answer to an edit that was saved. Throws as {@link saveCorrection} for one that came too late. */
export function requireSaved(outcome: SaveOutcome): SavedCorrection {
  if (outcome.kind === 'saved') {
    const { postId, revision, savedAt, repeated } = outcome
    return { postId, revision, savedAt, repeated }
  }
  const { yours, theirs, revision, author: other, at } = outcome
  throw new WorkbenchError(
    'conflict',
    `${other ?? 'Someone'} changed this post${at === null ? '' : ` at ${at}`} while you were editing it. Your version was not saved; choose which one to keep.`,
    { yours: asJson(yours), theirs: asJson(theirs), revision, author: other, at },
  )
}

function asJson({ spans, status, flagged, comment, reason, cuts }: PostState) {
  return {
    spans: spans?.map(({ start, end, type }) => ({ start, end, type })) ?? null,
    status,
    flagged,
    comment,
    ...(reason === undefined ? {} : { reason }),
    ...(cuts === undefined ? {} : { cuts: cuts.map(({ token, at }) => ({ token, at })) }),
  }
}
