import type { UseQueryResult } from '@tanstack/react-query'
import type { Result } from '../../shared/api/contract.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import type { Which } from './caseFilter.ts'
import type { StoredReading } from './readingName.ts'

/** Two readings over the posts with gold that both have. */
export function useSideBySide(
  which: Which,
  first: StoredReading,
  second: StoredReading,
): UseQueryResult<Result<'errors.sideBySide'>> {
  return useCoreQuery(
    'errors.sideBySide',
    {
      which,
      first: { run: first.run, control: first.control },
      second: { run: second.run, control: second.control },
    },
    { keepPrevious: true },
  )
}
