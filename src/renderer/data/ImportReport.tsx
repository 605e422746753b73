import type { ReactElement } from 'react'
import type { ImportDocument } from '../../shared/api/jobResults.ts'
import { importDocument } from '../../shared/api/jobResults.ts'
import type { Job } from '../../shared/domain/job.ts'
import { DataTable } from '../components/DataTable.tsx'
import { counted, formatCount } from '../components/numbers.ts'
import { CompanionCounts } from './CompanionCounts.tsx'
import styles from './ImportDialog.module.css'
import { ImportProblems, nameOf } from './ImportProblems.tsx'
import { JobFailure } from './JobFailure.tsx'

/** What became of an import that has ended, whichever way. */
export function ImportReport({ job }: { readonly job: Job }): ReactElement {
  const { data: document } = importDocument.safeParse(job.result)
  return (
    <div className={styles.report}>
      <JobFailure job={job} />
      {document === undefined ? null : <Outcome document={document} />}
    </div>
  )
}

function Outcome({ document }: { readonly document: ImportDocument }): ReactElement {
  const { files, outcome } = document
  return (
    <>
      <p className={styles.outcome} role="status">
        {headline(document)}
      </p>
      <DataTable
        caption="Files"
        rows={files}
        rowKey={nameOf}
        columns={[
          { title: 'File', cell: nameOf },
          { title: 'Read as', cell: (row) => `${row.format}, ${row.encoding}` },
          { title: 'Split', cell: (row) => row.split?.name ?? '' },
          { title: 'Records', numeric: true, cell: (row) => formatCount(row.read) },
          { title: 'Stored', numeric: true, cell: (row) => formatCount(row.stored) },
          { title: 'Left out', numeric: true, cell: (row) => formatCount(row.skipped + row.refused) },
          { title: 'Problems', numeric: true, cell: (row) => formatCount(row.problemCount) },
        ]}
      />
      {outcome === 'rejected' ? null : <CompanionCounts document={document} />}
      <ImportProblems document={document} />
    </>
  )
}

function headline({ outcome, files }: ImportDocument): string {
  const sum = (of: (file: ImportDocument['files'][number]) => number): number =>
    files.reduce((total, file) => total + of(file), 0)
  if (outcome === 'rejected') return 'Nothing was imported. The project is as it was before.'
  const left = sum((file) => file.skipped + file.refused)
  const stored = `${counted(
    sum((file) => file.stored),
    'post',
  )} imported`
  return left === 0 ? `${stored}.` : `${stored}, ${counted(left, 'record')} left out.`
}
