import type { Result } from '../../shared/api/contract.ts'
import { csvOf } from '../app/saveText.ts'

type TablePage = Result<'errors.caseTable'>

/**
 * A table of the core as CSV, part by part until its end. Each part becomes a Blob, which the browser may keep on disk:
 * of a table of any length, one part is in memory as rows.
 */
export async function collectTable(page: (after: number | null) => Promise<TablePage>): Promise<Blob> {
  const parts: Blob[] = []
  let after: number | null = null
  do {
    const { columns, rows, next } = await page(after)
    parts.push(new Blob([csvOf(after === null ? [columns, ...rows] : rows)]))
    after = next
  } while (after !== null)
  return new Blob(parts, { type: 'text/csv;charset=utf-8' })
}
