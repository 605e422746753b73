import type { ReactElement } from 'react'
import type { Immutable, Result } from '../../shared/api/contract.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { Button } from '../components/Button.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { PostLine } from '../components/PostLine.tsx'
import { Waiting } from '../components/Waiting.tsx'
import styles from './ImportDialog.module.css'
import { ProblemTable } from './ProblemTable.tsx'
import type { PreviewedFile } from './readingChoices.ts'

/** Posts shown of each file where there are several, so that the next file is in sight. */
const EACH = 3

interface ImportPreviewProps {
  /** Null: no file was chosen. */
  readonly preview: {
    readonly data: Immutable<Result<'import.preview'>> | undefined
    readonly error: Error | null
  } | null
  readonly labels: readonly LabelDefinition[]
  readonly onFormat: (format: string) => void
}

/** The first posts as they will be stored, and what their beginning already shows to be wrong. */
export function ImportPreview({ preview, labels, onFormat }: ImportPreviewProps): ReactElement {
  return (
    <section className={styles.preview} aria-label="Preview">
      <h3>Preview</h3>
      {preview === null ? (
        <p className={styles.note}>
          Choose one or more files, and their first posts appear here as they will be stored. Nothing is
          written before you import.
        </p>
      ) : preview.error !== null ? (
        <ErrorNotice title="These files cannot be read as they are" error={preview.error} />
      ) : preview.data === undefined ? (
        <Waiting label="Reading the first posts" />
      ) : (
        preview.data.files.map((file, index, { length }) => (
          <FilePreview
            // Files of two folders may have one name.
            key={index}
            file={file}
            labels={labels}
            most={length === 1 ? Infinity : EACH}
            onFormat={onFormat}
          />
        ))
      )}
    </section>
  )
}

interface FilePreviewProps {
  readonly file: PreviewedFile
  readonly most: number
  readonly labels: readonly LabelDefinition[]
  readonly onFormat: (format: string) => void
}

function FilePreview({ file, most, labels, onFormat }: FilePreviewProps): ReactElement {
  return (
    <div className={styles.file}>
      <div className={styles.fileName}>
        <h4>{file.name}</h4>
        {file.readings.length > 0 || file.format === 'unknown' ? null : (
          <span className={styles.note}>
            read as {file.format}, {file.encoding}
            {file.takenFor === null ? '' : `: ${file.takenFor}`}
          </span>
        )}
      </div>
      <Readings readings={file.readings} onFormat={onFormat} />
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
      {file.readings.length > 1 ? null : <ProblemTable file={file.name} problems={file.problems} />}
    </div>
  )
}

interface ReadingsProps {
  readonly readings: PreviewedFile['readings']
  readonly onFormat: (format: string) => void
}

/** Where a file can be read in more than one way, the person chooses; a guess could shift every label. */
function Readings({ readings, onFormat }: ReadingsProps): ReactElement | null {
  if (readings.length === 0) return null
  return (
    <div className={styles.readings} role="group" aria-label="Ways to read the file">
      <p>
        {readings.length > 1
          ? 'This file can be read in more than one way. Which one is right?'
          : 'No format fits as it is. Its columns can be named, though.'}
      </p>
      {readings.map(({ format, as }) => (
        <Button key={format} onClick={() => onFormat(format)}>
          As {format}: {as}
        </Button>
      ))}
    </div>
  )
}
