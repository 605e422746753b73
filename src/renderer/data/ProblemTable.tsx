import type { ReactElement } from 'react'
import { DataTable } from '../components/DataTable.tsx'
import styles from './ImportDialog.module.css'

export interface Problem {
  readonly severity: string
  readonly line: number | null
  readonly entry?: string | null
  readonly message: string
}

interface ProblemTableProps {
  readonly file: string
  readonly problems: readonly Problem[]
}

/** What did not fit, line by line. Draws nothing where all is well. */
export function ProblemTable({ file, problems }: ProblemTableProps): ReactElement | null {
  if (problems.length === 0) return null
  const rows = problems.map((problem, index) => ({ ...problem, index }))
  return (
    <DataTable
      caption={`Problems of ${file}`}
      rows={rows}
      rowKey={(row) => row.index}
      columns={[
        { title: 'Line', cell: ({ line, entry }) => line ?? entry ?? 'file' },
        { title: 'Kind', cell: ({ severity }) => (severity === 'error' ? 'Does not fit' : 'Note') },
        {
          title: 'What was found',
          cell: (problem) => <span className={styles.message}>{withoutPlace(file, problem)}</span>,
        },
      ]}
    />
  )
}

/** A message stands on its own in a log; beside its line in a table it need not name the place again. */
function withoutPlace(file: string, { line, message }: Problem): string {
  const place = `${file}, line ${line ?? ''}: `
  return message.startsWith(place) ? message.slice(place.length) : message
}
