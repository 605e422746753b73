import type { ReactElement } from 'react'
import { useStore } from '../app/store.ts'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { counted } from '../components/numbers.ts'
import { BulkDialog } from './BulkDialog.tsx'
import { CommentDialog } from './CommentDialog.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { HistoryDialog } from './HistoryDialog.tsx'
import type { KnownPost } from './knownPost.ts'
import { PaceDialog } from './PaceDialog.tsx'
import type { Project } from '../app/project.ts'
import type { Review } from './review.ts'
import { RulesDialog } from './RulesDialog.tsx'
import { useRules } from './useRules.ts'

interface ReviewDialogsProps {
  readonly review: Review
  readonly project: Project
  /** The post on screen. */
  readonly post: KnownPost | null
  readonly announce: (words: string) => void
}

/** What is asked beside the post: a comment, its history, a change of many posts, a conflict, what went wrong. */
export function ReviewDialogs({ review, project, post, announce }: ReviewDialogsProps): ReactElement {
  const { panels, act } = review
  const { comment, history, pace, bulk, rules: writesRules } = useStore(panels)
  const rules = useRules()
  const trouble = useStore(review.trouble)
  const conflict = useStore(review.saves.state, ({ conflicts }) => conflicts[0])
  const close = (): void =>
    panels.set((open) => ({
      ...open,
      comment: false,
      history: false,
      pace: false,
      rules: false,
      bulk: null,
    }))
  return (
    <>
      {comment && post !== null ? (
        <CommentDialog
          state={post.state}
          reasons={rules.reasons}
          onSave={(text, reason) => act({ type: 'comment', comment: text, reason })}
          onClose={close}
        />
      ) : null}
      {history && post !== null ? (
        <HistoryDialog
          detail={post.detail}
          labels={project.labels}
          readOnly={project.readOnly}
          onRestore={(version) => {
            act({ type: 'restoreState', state: version })
            close()
          }}
          onClose={close}
        />
      ) : null}
      {pace ? <PaceDialog review={review} onClose={close} /> : null}
      {writesRules ? <RulesDialog rules={rules} project={project.location} onClose={close} /> : null}
      {bulk === null ? null : (
        <BulkDialog
          review={review}
          labels={project.labels}
          initial={bulk}
          onDone={(changed) => {
            close()
            announce(`${counted(changed, 'post')} changed. Undo takes all of it back.`)
          }}
          onClose={close}
        />
      )}
      {trouble === null ? null : (
        <Dialog title="Not done" onClose={() => review.trouble.set(null)}>
          <ErrorNotice title="This could not be taken back or done again" error={trouble} />
        </Dialog>
      )}
      {conflict === undefined ? null : (
        <ConflictDialog
          key={conflict.postId}
          conflict={conflict}
          onChoose={(choice) => review.settle(conflict, choice)}
        />
      )}
    </>
  )
}
