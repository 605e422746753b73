import type { ReactElement } from 'react'
import type { ImportDocument } from '../../shared/api/jobResults.ts'
import { csvOf, saveText } from '../app/saveText.ts'
import { Button } from '../components/Button.tsx'
import { counted, formatCount } from '../components/numbers.ts'
import styles from './ImportDialog.module.css'
import { ProblemTable } from './ProblemTable.tsx'

/** What is wrong with each file of an import, posts and captions alike. */
export function ImportProblems({ document }: { readonly document: ImportDocument }): ReactElement {
  const { files, captions } = document
  const withProblems = [...files, ...(captions == null ? [] : [captions])].filter(
    (file) => file.problemCount > 0,
  )
  return (
    <>
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
export function nameOf({ file, entry }: Pick<ImportDocument['files'][number], 'file' | 'entry'>): string {
  return entry == null ? file : `${file}, ${entry}`
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
