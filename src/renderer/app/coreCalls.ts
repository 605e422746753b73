import { useMutation } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import type { Immutable, MethodName, Params, Result } from '../../shared/api/contract.ts'
import { useWorkbench } from './workbench.ts'

/** A call made by an action of a person, with its waiting and its failure as state to draw. */
export function useCoreCall<M extends MethodName>(
  method: M,
  onDone?: (result: Result<M>) => void,
): UseMutationResult<Result<M>, Error, Immutable<Params<M>>> {
  const { connection } = useWorkbench()
  return useMutation<Result<M>, Error, Immutable<Params<M>>>({
    mutationFn: (params) => connection.call(method, params),
    networkMode: 'always',
    ...(onDone === undefined ? {} : { onSuccess: onDone }),
  })
}
