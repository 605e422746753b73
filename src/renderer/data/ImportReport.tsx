import type { ReactElement } from 'react'
import type { ImportDocument } from '../../shared/api/jobResults.ts'
import { importDocument } from '../../shared/api/jobResults.ts'
import type { Job } from '../../shared/domain/job.ts'
import { csvOf, saveText } from '../app/saveText.ts'
import { Button } from '../components/Button.tsx'
import { DataTable } from '../components/DataTable.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { counted, formatCount } from '../components/numbers.ts'
import styles from './ImportDialog.module.css'
import { ProblemTable } from './ProblemTable.tsx'

/** What became of an import that has ended, whichever way. */
export function ImportReport({ job }: { readonly job: Job }): ReactElement {
  const { data: document } = importDocument.safeParse(job.result)
  return (
    <div className={styles.report}>
      {job.state === 'cancelled' ? (
        <p className={styles.outcome}>The import was cancelled. The project is as it was before.</p>
      ) : null}
      {job.error === null ? null : (
        <ErrorNotice title="Nothing was imported" error={new Error(job.error.message)} />
      )}
      {document === undefined ? null : <Outcome document={document} />}
    </div>
  )
}

function Outcome({ document }: { readonly document: ImportDocument }): ReactElement {
  const { files, pictures, captions, boxes, outcome } = document
  const withProblems = [...files, ...(captions == null ? [] : [captions])].filter(
    (file) => file.problemCount > 0,
  )
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
      {outcome === 'rejected' ? null : (
        <p>
          Pictures: {formatCount(pictures.found)} found, {formatCount(pictures.missing)} missing,{' '}
          {formatCount(pictures.broken)} broken
          {pictures.refused === 0 ? '' : `, ${formatCount(pictures.refused)} refused`}.
          {captions == null ? '' : ` Captions: ${counted(captions.used, 'post')} got one.`}
          {boxes == null
            ? ''
            : ` Boxes: ${formatCount(boxes.regions)} in ${counted(boxes.found, 'picture')}, ${formatCount(boxes.missing)} without, ${formatCount(boxes.broken)} broken.`}
        </p>
      )}
      {withProblems.map((file) => (
        <div key={nameOf(file)} className={styles.problems}>
          <div className={styles.fileName}>
            <h3>
              {counted(file.problemCount, 'problem')} in {nameOf(file)}
            </h3>
            {file.problemCount > file.problems.length ? (
              <span className={styles.note}>the first {formatCount(file.problems.length)} are listed</span>
            ) : null}
            <Button onClick={() => saveProblems(file)}>Save the list</Button>
          </div>
          <ProblemTable file={file.file} problems={file.problems} />
        </div>
      ))}
    </>
  )
}

/** A file, or an entry of a zip. */
function nameOf({ file, entry }: Pick<ImportDocument['files'][number], 'file' | 'entry'>): string {
  return entry == null ? file : `${file}, ${entry}`
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

function saveProblems({ file, problems }: Pick<ImportDocument['files'][number], 'file' | 'problems'>): void {
  saveText(
    `${file}.problems.csv`,
    csvOf([
      ['line', 'record', 'entry', 'severity', 'message'],
      ...problems.map(({ line, record, entry, severity, message }) => [
        line ?? '',
        record ?? '',
        entry ?? '',
        severity,
        message,
      ]),
    ]),
    'text/csv',
  )
}
