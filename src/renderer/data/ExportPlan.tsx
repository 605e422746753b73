import type { ReactElement } from 'react'
import { useCoreQuery } from '../app/coreQueries.ts'
import { DataTable } from '../components/DataTable.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { counted, formatCount } from '../components/numbers.ts'
import { Waiting } from '../components/Waiting.tsx'
import type { ExportOptions } from './exportChoices.ts'
import { aspectWords } from './exportChoices.ts'
import styles from './ExportDialog.module.css'

const LISTED = 20

/** "723 posts, 1,351 spans, 0 left out", which are left out and why, and what the format cannot hold. */
export function ExportPlan({ options }: { readonly options: ExportOptions }): ReactElement {
  const plan = useCoreQuery('export.plan', options, { keepPrevious: true })
  if (plan.error !== null) return <ErrorNotice title="This cannot be exported" error={plan.error} />
  if (plan.data === undefined) return <Waiting label="Counting what will be written" />
  const { posts, spans, leftOut, refused, inner, losses } = plan.data
  return (
    <section className={styles.plan} aria-label="Plan">
      <p role="status">
        {counted(posts, 'post')}, {counted(spans, 'span')}, {formatCount(leftOut.length)} left out
      </p>
      {losses.length === 0 ? null : (
        <p className={styles.note}>
          Not held by this format:{' '}
          {losses
            .map(({ aspect, posts: of }) => `${aspectWords(aspect)} (${counted(of, 'post')})`)
            .join(', ')}
          .
        </p>
      )}
      {refused.length === 0 ? null : (
        <p role="alert">
          {counted(refused.length, 'post')} cannot be held by this format, so nothing will be written. Leave
          them out, or choose another format.
        </p>
      )}
      <Listed title="Cannot be held" posts={refused} />
      <Listed title="Left out" posts={leftOut} />
      <Listed title="Spans left out" posts={inner} />
    </section>
  )
}

interface ListedProps {
  readonly title: string
  readonly posts: readonly { readonly externalId: string; readonly reason: string }[]
}

/** The first of some posts, each with its reason. */
function Listed({ title, posts }: ListedProps): ReactElement | null {
  if (posts.length === 0) return null
  return (
    <>
      <DataTable
        caption={title}
        rows={posts.slice(0, LISTED)}
        rowKey={(row) => `${row.externalId} ${row.reason}`}
        columns={[
          { title, cell: (row) => row.externalId },
          { title: 'Why', cell: (row) => row.reason },
        ]}
      />
      {posts.length > LISTED ? (
        <p className={styles.note}>and {formatCount(posts.length - LISTED)} more.</p>
      ) : null}
    </>
  )
}
