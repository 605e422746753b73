import type { ReactElement } from 'react'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { Button } from '../components/Button.tsx'
import { CommentIcon, FlagIcon, ListIcon, RedoIcon, UndoIcon } from '../components/icons.tsx'
import { formatCount } from '../components/numbers.ts'
import { backToPost } from './elementIds.ts'
import type { KnownPost } from './knownPost.ts'
import { isTooFast } from './pace.ts'
import type { Review } from './review.ts'
import styles from './PostHead.module.css'

interface PostHeadProps {
  readonly review: Review
  readonly post: KnownPost
  readonly readOnly: boolean
}

/** Which post this is and what was decided about it. */
export function PostHead({ review, post, readOnly }: PostHeadProps): ReactElement {
  const { queue, session, panels, act } = review
  const { settings } = useWorkbench()
  const keyOf = useKeyOf()
  const position = useStore(queue.state, (state) => state.position)
  const canUndo = useStore(session, ({ undo }) => undo.length > 0)
  const canRedo = useStore(session, ({ redo }) => redo.length > 0)
  const { detail, state } = post
  const total = queue.total()
  const decisions = useStore(review.decisions)
  const warned = useStore(settings, ({ paceWarning }) => paceWarning) && isTooFast(decisions)
  return (
    <div className={styles.head}>
      <Button
        variant="quiet"
        className={styles.drawer}
        keys={keyOf('review.drawer')}
        onClick={() => panels.set((open) => ({ ...open, drawer: !open.drawer }))}
      >
        <ListIcon />
        <span className="visually-hidden">Show the queue</span>
      </Button>
      <p className={styles.facts}>
        <span className={styles.name}>{detail.externalId}</span>
        {detail.split === null ? null : <span>{detail.split}</span>}
        {position === null || total === null ? null : (
          <span>
            {formatCount(position + 1)} of {formatCount(total)}
          </span>
        )}
        <span className={styles.status}>{state.status === 'reviewed' ? '✓ Reviewed' : 'Not reviewed'}</span>
        <span role="status" aria-label="Pace" className={styles.pace}>
          {warned ? 'Faster than one can read' : ''}
        </span>
      </p>
      <div className={styles.actions} onClick={backToPost}>
        <Button
          variant="quiet"
          title="Undo"
          keys={keyOf('review.undo')}
          disabled={!canUndo}
          onClick={() => act({ type: 'undo' })}
        >
          <UndoIcon />
          <span className="visually-hidden">Undo</span>
        </Button>
        <Button
          variant="quiet"
          title="Redo"
          keys={keyOf('review.redo')}
          disabled={!canRedo}
          onClick={() => act({ type: 'redo' })}
        >
          <RedoIcon />
          <span className="visually-hidden">Redo</span>
        </Button>
        <Button
          variant="quiet"
          title="Flag"
          aria-pressed={state.flagged}
          className={state.flagged ? styles.flagged : undefined}
          keys={keyOf('review.flag')}
          disabled={readOnly}
          onClick={() => act({ type: 'flag' })}
        >
          <FlagIcon />
          <span className="visually-hidden">Flag</span>
        </Button>
        <Button
          variant="quiet"
          title="Comment"
          keys={keyOf('review.comment')}
          disabled={readOnly}
          onClick={() => panels.set((open) => ({ ...open, comment: true }))}
        >
          <CommentIcon />
          <span className="visually-hidden">Comment</span>
        </Button>
      </div>
    </div>
  )
}
