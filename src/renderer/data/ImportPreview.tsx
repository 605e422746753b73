import type { ReactElement } from 'react'
import type { Result } from '../../shared/api/contract.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { PostLine } from '../components/PostLine.tsx'
import { Waiting } from '../components/Waiting.tsx'
import type { ImportChoices } from './importChoices.ts'
import { optionsOf } from './importChoices.ts'
import styles from './ImportDialog.module.css'
import { ProblemTable } from './ProblemTable.tsx'

/** Posts shown of each file where there are several, so that the next file is in sight. */
const EACH = 3

interface ImportPreviewProps {
  readonly choices: ImportChoices
  readonly labels: readonly LabelDefinition[]
}

/** The first posts as they will be stored, and what their beginning already shows to be wrong. */
export function ImportPreview({ choices, labels }: ImportPreviewProps): ReactElement {
  const files = choices.files.map((file) => file.token)
  const preview = useCoreQuery(
    'import.preview',
    { files, options: optionsOf(choices) },
    { enabled: files.length > 0, keepPrevious: true },
  )
  return (
    <section className={styles.preview} aria-label="Preview">
      <h3>Preview</h3>
      {files.length === 0 ? (
        <p className={styles.note}>
          Choose one or more files, and their first posts appear here as they will be stored. Nothing is
          written before you import.
        </p>
      ) : preview.error !== null ? (
        <ErrorNotice title="These files cannot be read as they are" error={preview.error} />
      ) : preview.data === undefined ? (
        <Waiting label="Reading the first posts" />
      ) : (
        preview.data.files.map((file, _, { length }) => (
          <FilePreview key={file.name} file={file} labels={labels} most={length === 1 ? Infinity : EACH} />
        ))
      )}
    </section>
  )
}

interface FilePreviewProps {
  readonly file: Result<'import.preview'>['files'][number]
  readonly most: number
  readonly labels: readonly LabelDefinition[]
}

function FilePreview({ file, most, labels }: FilePreviewProps): ReactElement {
  return (
    <div className={styles.file}>
      <div className={styles.fileName}>
        <h4>{file.name}</h4>
        <span className={styles.note}>
          read as {file.format}, {file.encoding}
        </span>
      </div>
      <ol className={styles.posts}>
        {file.posts.slice(0, most).map((post, index) => (
          <li key={index}>
            <PostLine tokens={post.tokens} gold={post.spans} labels={labels} />
            <span className={styles.origin}>
              <span>{post.externalId}</span>
              <span>{post.picture ?? 'no picture'}</span>
              {post.spans === null ? <span>not labelled</span> : null}
            </span>
          </li>
        ))}
      </ol>
      <ProblemTable file={file.name} problems={file.problems} />
    </div>
  )
}
