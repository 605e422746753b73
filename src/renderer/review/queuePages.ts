import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { PostSummary } from '../../shared/domain/post.ts'
import { coreQuery } from '../app/queryCache.ts'
import { useWorkbench } from '../app/workbench.ts'
import { PAGE } from './queueNavigator.ts'
import type { QueueNavigator, QueueState } from './queueNavigator.ts'

export interface QueuePages {
  /** Null: not known yet. */
  readonly total: number | null
  readonly reviewed: number
  readonly rowAt: (position: number) => PostSummary | undefined
  readonly error: Error | null
  readonly retry: () => void
}

/** The pages of the queue that hold the rows `first` to `last`. */
export function useQueuePages(
  queue: QueueNavigator,
  view: Pick<QueueState, 'filter' | 'order'>,
  first: number,
  last: number,
): QueuePages {
  const { connection } = useWorkbench()
  const from = Math.floor(first / PAGE)
  const to = Math.floor(last / PAGE)
  const queries = useMemo(
    () =>
      Array.from({ length: to - from + 1 }, (_, step) =>
        coreQuery(connection, 'posts.page', {
          filter: view.filter,
          order: view.order,
          offset: (from + step) * PAGE,
          limit: PAGE,
        }),
      ),
    [connection, view.filter, view.order, from, to],
  )
  const answers = useQueries({ queries })
  const known = answers.find(({ data }) => data !== undefined)?.data
  return {
    total: known?.total ?? queue.total(),
    reviewed: known?.reviewed ?? 0,
    rowAt: (position) => answers[Math.floor(position / PAGE) - from]?.data?.rows[position % PAGE],
    error: answers.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const answer of answers) if (answer.error !== null) void answer.refetch()
    },
  }
}
