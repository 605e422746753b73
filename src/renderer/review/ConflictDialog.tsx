import type { ReactElement } from 'react'
import { useCoreQuery } from '../app/coreQueries.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { formatInstant } from '../components/numbers.ts'
import type { PostDetail, PostState } from '../../shared/domain/post.ts'
import { cutsOf, recut } from '../../shared/domain/recut.ts'
import { wordsOf } from './postLayout.ts'
import type { Conflict } from './saveQueue.ts'
import styles from './ConflictDialog.module.css'

interface ConflictDialogProps {
  readonly conflict: Conflict
  readonly onChoose: (choice: 'mine' | 'theirs') => void
}

/** Two people, one post: both versions side by side, and one is chosen. */
export function ConflictDialog({ conflict, onChoose }: ConflictDialogProps): ReactElement {
  const { postId, mine, theirs, author, at } = conflict
  const post = useCoreQuery('posts.get', { id: postId })
  return (
    <Dialog
      title="This post was changed elsewhere"
      width="wide"
      onClose={() => undefined}
      actions={
        <>
          <Button onClick={() => onChoose('theirs')}>Keep theirs</Button>
          <Button variant="primary" onClick={() => onChoose('mine')}>
            Keep mine
          </Button>
        </>
      }
    >
      <p>
        {author} saved {post.data === undefined ? 'this post' : <b>{post.data.externalId}</b>} at{' '}
        {formatInstant(at)} while you worked on it. Your version is not saved yet. The other one stays in the
        history whichever you choose.
      </p>
      <div className={styles.versions}>
        <Version title="Yours" state={mine} post={post.data} />
        <Version title={author} state={theirs} post={post.data} />
      </div>
    </Dialog>
  )
}

interface VersionProps {
  readonly title: string
  readonly state: PostState
  readonly post: PostDetail | undefined
}

function Version({ title, state, post }: VersionProps): ReactElement {
  const spans = state.spans ?? []
  const words = post === undefined ? undefined : recut(post, cutsOf(state))
  return (
    <section className={styles.version} aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      <p>
        {state.status === 'reviewed' ? 'Reviewed' : 'Not reviewed'}
        {state.flagged ? ', flagged' : ''}
      </p>
      {spans.length === 0 ? <p className={styles.none}>No spans</p> : null}
      <ul>
        {spans.map((span) => (
          <li key={`${String(span.start)}-${String(span.end)}-${span.type}`}>
            <b>{span.type}</b> {words === undefined ? '' : wordsOf(words, span.start, span.end)}
          </li>
        ))}
      </ul>
      {state.reason === undefined ? null : <p className={styles.none}>{state.reason}</p>}
      {state.comment === '' ? null : <p className={styles.none}>“{state.comment}”</p>}
    </section>
  )
}
