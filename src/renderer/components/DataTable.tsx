import type { ReactElement, ReactNode } from 'react'
import styles from './DataTable.module.css'

/** For a quiet button in a cell. */
export const IN_CELL = styles.inCell ?? ''

export interface Column<R> {
  readonly title: string
  readonly cell: (row: R) => ReactNode
  /** Numbers line up on their last digit; a `range` is two of them. */
  readonly numeric?: boolean | 'range'
}

interface DataTableProps<R> {
  /** What the table holds, for those who cannot see where it stands. */
  readonly caption: string
  readonly columns: readonly Column<R>[]
  readonly rows: readonly R[]
  readonly rowKey: (row: R) => string | number
}

function classOf<R>({ numeric = false }: Column<R>): string | undefined {
  if (numeric === false) return undefined
  return numeric === 'range' ? `${styles.numeric} ${styles.range}` : styles.numeric
}

/** A plain table: hairlines between rows, the first column names the row. */
export function DataTable<R>({ caption, columns, rows, rowKey }: DataTableProps<R>): ReactElement {
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={classOf(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.title} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.title} className={classOf(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
