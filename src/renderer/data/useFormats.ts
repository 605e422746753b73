import type { Immutable, Result } from '../../shared/api/contract.ts'
import { useCoreQuery } from '../app/coreQueries.ts'

export type Format = Immutable<Result<'formats.list'>>[number]

/** Every format that is read and written, its title as a line of a list; empty until it is known. */
export function useFormats(): readonly Format[] {
  const formats = useCoreQuery('formats.list', {}).data ?? []
  return formats.map((format) => ({
    ...format,
    title: format.title.slice(0, 1).toUpperCase() + format.title.slice(1),
  }))
}
