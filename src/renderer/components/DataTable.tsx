import type { ReactElement, ReactNode } from 'react'
import styles from './DataTable.module.css'

export interface Column<R> {
  readonly title: string
  readonly cell: (row: R) => ReactNode
  /** Numbers line up on their last digit. */
  readonly numeric?: boolean
}

interface DataTableProps<R> {
  /** What the table holds, for those who cannot see where it stands. */
  readonly caption: string
  readonly columns: readonly Column<R>[]
  readonly rows: readonly R[]
  readonly rowKey: (row: R) => string | number
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
              <th
                key={column.title}
                scope="col"
                className={column.numeric === true ? styles.numeric : undefined}
              >
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
                  <td key={column.title} className={column.numeric === true ? styles.numeric : undefined}>
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
