import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { UseQueryResult } from '@tanstack/react-query'
import type { Immutable, MethodName, Params, Result } from '../../shared/api/contract.ts'
import { coreQuery } from './queryCache.ts'
import { useWorkbench } from './workbench.ts'

/** Asks the core and asks again whenever the answer may have changed. */
export function useCoreQuery<M extends MethodName>(
  method: M,
  params: Immutable<Params<M>>,
  options: { readonly enabled?: boolean; readonly keepPrevious?: boolean } = {},
): UseQueryResult<Result<M>> {
  const { connection } = useWorkbench()
  const query = coreQuery(connection, method, params)
  const enabled = options.enabled ?? true
  return useQuery(
    options.keepPrevious === true
      ? { ...query, enabled, placeholderData: keepPreviousData }
      : { ...query, enabled },
  )
}
