import type { ReactElement } from 'react'
import { useCoreQuery } from '../app/coreQueries.ts'
import { DataTable } from '../components/DataTable.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { formatCount, formatInstant } from '../components/numbers.ts'
import { Section } from '../components/Page.tsx'
import { bulkWords } from './bulkLog.ts'
import styles from './DataView.module.css'

/** The log of changes of many posts: who did what, when, to how many. Draws nothing where there was none. */
export function BulkList(): ReactElement | null {
  const { data, error } = useCoreQuery('bulk.list', {})
  if (error === null && (data === undefined || data.length === 0)) return null
  return (
    <Section title="Changes of many posts" note="Undo in review takes them back">
      {error === null ? (
        <DataTable
          caption="Changes of many posts, newest first"
          rows={data}
          rowKey={(row) => row.id}
          columns={[
            { title: 'Change', cell: (row) => bulkWords(row, data) },
            { title: 'By', cell: (row) => row.author },
            {
              title: 'When',
              cell: (row) => <span className={styles.instant}>{formatInstant(row.at)}</span>,
            },
            { title: 'Posts', numeric: true, cell: (row) => formatCount(row.posts) },
          ]}
        />
      ) : (
        <ErrorNotice title="The changes could not be listed" error={error} />
      )}
    </Section>
  )
}
