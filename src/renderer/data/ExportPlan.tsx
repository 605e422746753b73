import type { ReactElement } from 'react'
import { useCoreQuery } from '../app/coreQueries.ts'
import { DataTable } from '../components/DataTable.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { counted, formatCount } from '../components/numbers.ts'
import { Waiting } from '../components/Waiting.tsx'
import type { ExportOptions } from './exportChoices.ts'
import styles from './ExportDialog.module.css'

const LISTED = 20

/** "723 posts, 1,351 spans, 0 left out", and which are left out and why. */
export function ExportPlan({ options }: { readonly options: ExportOptions }): ReactElement {
  const plan = useCoreQuery('export.plan', options, { keepPrevious: true })
  if (plan.error !== null) return <ErrorNotice title="This cannot be exported" error={plan.error} />
  if (plan.data === undefined) return <Waiting label="Counting what will be written" />
  const { posts, spans, leftOut } = plan.data
  return (
    <section className={styles.plan} aria-label="Plan">
      <p role="status">
        {counted(posts, 'post')}, {counted(spans, 'span')}, {formatCount(leftOut.length)} left out
      </p>
      {leftOut.length === 0 ? null : (
        <DataTable
          caption="Left out"
          rows={leftOut.slice(0, LISTED)}
          rowKey={(row) => row.externalId}
          columns={[
            { title: 'Left out', cell: (row) => row.externalId },
            { title: 'Why', cell: (row) => row.reason },
          ]}
        />
      )}
      {leftOut.length > LISTED ? (
        <p className={styles.note}>and {formatCount(leftOut.length - LISTED)} more.</p>
      ) : null}
    </section>
  )
}
