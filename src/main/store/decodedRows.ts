import { damagedDatabase } from './storageError.ts'

/**
 * What is made of each row of a post. Throws `storage` where a column is no JSON any more: the disk or another program
 * changed it.
 */
export function decodedRows<Row extends { readonly external_id: string }, T>(
  rows: readonly Row[],
  decode: (row: Row) => T,
): T[] {
  return rows.map((row) => {
    try {
      return decode(row)
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      throw damagedDatabase(`post ${row.external_id} cannot be read (${error.message})`)
    }
  })
}
