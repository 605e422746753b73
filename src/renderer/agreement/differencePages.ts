import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Result } from '../../shared/api/contract.ts'
import { coreQuery } from '../app/queryCache.ts'
import { useWorkbench } from '../app/workbench.ts'

const PAGE = 100

export interface DifferencePages {
  /** Undefined: on its way. */
  readonly rowAt: (position: number) => Result<'agreement.posts'>['rows'][number] | undefined
  readonly error: Error | null
}

/** The pages of the list that hold the rows `first` to `last`. */
export function useDifferencePages(id: number, first: number, last: number): DifferencePages {
  const { connection } = useWorkbench()
  const from = Math.floor(first / PAGE)
  const to = Math.floor(last / PAGE)
  const queries = useMemo(
    () =>
      Array.from({ length: to - from + 1 }, (_, step) =>
        coreQuery(connection, 'agreement.posts', { id, offset: (from + step) * PAGE, limit: PAGE }),
      ),
    [connection, id, from, to],
  )
  const answers = useQueries({ queries })
  return {
    rowAt: (position) => answers[Math.floor(position / PAGE) - from]?.data?.rows[position % PAGE],
    error: answers.find(({ error }) => error !== null)?.error ?? null,
  }
}
