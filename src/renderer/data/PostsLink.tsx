import type { ReactElement, ReactNode } from 'react'
import type { Immutable, Params } from '../../shared/api/contract.ts'
import { openInReview } from '../app/reviewRequest.ts'
import { useWorkbench } from '../app/workbench.ts'
import { messageOf } from '../components/ErrorNotice.tsx'
import styles from './DataView.module.css'

export type PostFilter = Immutable<Params<'posts.page'>['filter']>

/** As many as one page of the queue holds. */
const MOST = 500

interface PostsLinkProps {
  /** What these posts have in common: the title of the queue it opens. */
  readonly words: string
  readonly filter: PostFilter
  readonly children: ReactNode
}

/** A count that leads to its posts in review (the first 500 of them). */
export function PostsLink({ words, filter, children }: PostsLinkProps): ReactElement {
  const workbench = useWorkbench()
  const open = async (): Promise<void> => {
    const { rows } = await workbench.connection.call('posts.page', {
      filter,
      order: 'file',
      offset: 0,
      limit: MOST,
    })
    const ids = rows.map((row) => row.id)
    if (ids[0] !== undefined) openInReview(workbench, ids[0], { ids, label: words })
  }
  return (
    <button
      type="button"
      className={styles.link}
      onClick={() => {
        open().catch((error: unknown) => workbench.announcement.set(messageOf(error)))
      }}
    >
      {children}
      <span className="visually-hidden"> in review</span>
    </button>
  )
}
