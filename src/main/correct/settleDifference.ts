import { randomUUID } from 'node:crypto'
import type { UndoableStep } from '../../shared/domain/bulkChange.ts'
import { withCuts } from '../../shared/domain/recut.ts'
import type { Clock } from '../system/clock.ts'
import { timestamp } from '../system/clock.ts'
import type { ProjectStore } from '../store/types.ts'
import { requireSaved } from './saveCorrection.ts'
import type { SavedCorrection } from './saveCorrection.ts'

interface Settler {
  readonly store: Pick<ProjectStore, 'agreements' | 'corrections' | 'posts' | 'transaction'>
  readonly author: string
  readonly clock: Clock
}

/** A person's choice between the two readings of a post. */
export interface Choice {
  /** The comparison. */
  readonly agreement: number
  readonly postId: number
  /** The revision of the post that was on screen. */
  readonly expectedRevision: number
  readonly editId: string
  readonly take: 'first' | 'second'
}

export interface Settled extends SavedCorrection {
  /** What undo would take back; null: this choice had been saved before. */
  readonly made: UndoableStep | null
}

/**
 * Makes one of the two readings gold and marks the post as reviewed: a correction like any other, on disk when this
 * returns. Throws `conflict` as `saveCorrection` does when the post has moved on, `not-found` for a post the two do not
 * differ on, `invalid-input` for a type the project does not have; nothing is changed then.
 */
export function settleDifference({ store, author, clock }: Settler, choice: Choice): Settled {
  const { agreement, postId, expectedRevision, editId, take } = choice
  const { outcome, before, after } = store.transaction(() => {
    const { spans, cuts } = store.agreements.post(agreement, postId)[take]
    const { state } = store.posts.get(postId)
    const next = withCuts({ ...state, spans, status: 'reviewed' }, cuts)
    const saved = store.corrections.save({
      editId,
      postId,
      expectedRevision,
      after: next,
      author,
      at: timestamp(clock),
      undoes: null,
    })
    if (saved.kind === 'saved') store.agreements.keep(agreement, postId, take === 'first' ? editId : null)
    return { outcome: saved, before: state, after: next }
  })
  const saved = requireSaved(outcome)
  return { ...saved, made: saved.repeated ? null : { kind: 'edit', editId, postId, before, after } }
}

export interface Undone {
  readonly postId: number
  /** Of the correction that was taken back. */
  readonly editId: string
}

/** How far back in the author's log something to undo is looked for. */
const LOOKED_THROUGH = 1000

/**
 * Takes back what this author settled last in a comparison, by either choice or in review; again, what they settled before.
 * Gives the post and the correction; null: there is nothing to take back. A post that someone corrected since is passed over.
 */
export function undoSettled({ store, author, clock }: Settler, agreement: number): Undone | null {
  return store.transaction(() => {
    for (const step of store.corrections.undoable(author, LOOKED_THROUGH).undo.toReversed()) {
      if (step.kind !== 'edit') continue
      const settlement = store.agreements.settlement(agreement, step.postId)
      if (settlement === null || settlement === 'open') continue
      const newest = store.corrections.history(step.postId).at(-1)
      if (newest?.editId !== step.editId) continue
      store.corrections.save({
        editId: randomUUID(),
        postId: step.postId,
        expectedRevision: newest.revision,
        after: step.before,
        author,
        at: timestamp(clock),
        undoes: step.editId,
      })
      return { postId: step.postId, editId: step.editId }
    }
    return null
  })
}
