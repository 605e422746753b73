import { useMutation } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import { saveBlob } from '../app/saveText.ts'
import { collectTable } from './collectTable.ts'

type PageReader = Parameters<typeof collectTable>[0]

/** Saves a table that the core gives in parts as a CSV file of this name. */
export function useTableSaving(name: string): UseMutationResult<unknown, Error, PageReader> {
  return useMutation<unknown, Error, PageReader>({
    mutationFn: async (page) => saveBlob(name, await collectTable(page)),
    networkMode: 'always',
  })
}
