import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useCallback, useSyncExternalStore } from 'react'
import { useStore } from '../app/store.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { ariaKeys } from '../components/keyNames.ts'
import type { Review } from './review.ts'
import styles from './NextPost.module.css'

/** A glance at what comes next, so that the eye is not surprised. */
export function NextPost({ review }: { readonly review: Review }): ReactElement {
  const { queue } = review
  const key = useKeyOf()('review.next')
  const cache = useQueryClient().getQueryCache()
  const position = useStore(queue.state, (state) => state.position)
  const next = useSyncExternalStore(
    useCallback((listener: () => void) => cache.subscribe(listener), [cache]),
    () => (position === null ? undefined : queue.rowAt(position + 1)?.text),
  )
  return (
    <p className={styles.next}>
      {next === undefined ? null : (
        <>
          <span className={styles.word}>Next</span>
          <button
            type="button"
            className={styles.text}
            onClick={() => queue.step(1)}
            aria-keyshortcuts={key === undefined ? undefined : ariaKeys([key])}
          >
            {next}
          </button>
        </>
      )}
    </p>
  )
}
