import type { ReactElement } from 'react'
import type { Correction } from '../../shared/domain/correction.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { PostDetail, PostState } from '../../shared/domain/post.ts'
import { cutsOf, recut } from '../../shared/domain/recut.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { formatInstant } from '../components/numbers.ts'
import { PostLine } from '../components/PostLine.tsx'
import { Waiting } from '../components/Waiting.tsx'
import { changeWords } from './changeWords.ts'
import styles from './HistoryDialog.module.css'

interface HistoryDialogProps {
  readonly detail: PostDetail
  readonly labels: readonly LabelDefinition[]
  readonly readOnly: boolean
  /** Makes an earlier version the current one, as a correction that can be undone. */
  readonly onRestore: (state: PostState) => void
  readonly onClose: () => void
}

/** Every version of a post, the newest first: who made it, when, from which model's reading, and what changed. */
export function HistoryDialog(props: HistoryDialogProps): ReactElement {
  const { detail, labels, readOnly, onRestore, onClose } = props
  const history = useCoreQuery('corrections.history', { postId: detail.id })
  const readings = useCoreQuery('errors.readings', {}).data ?? []
  const modelOf = (run: number): string =>
    readings.find((reading) => reading.run === run)?.model ?? 'a model that is no longer kept'
  const versions = (history.data ?? []).toReversed()
  const imported = history.data?.[0]?.before
  const restore = readOnly ? null : onRestore
  return (
    <Dialog title={`History of ${detail.externalId}`} width="wide" onClose={onClose}>
      {history.error !== null ? (
        <ErrorNotice title="The history could not be read" error={history.error} />
      ) : history.data === undefined ? (
        <Waiting label="Reading the history" />
      ) : versions.length === 0 ? (
        <p className={styles.none}>Nobody has changed this post yet.</p>
      ) : (
        <ol className={styles.versions} aria-label="Versions, newest first" tabIndex={0}>
          {versions.map((version, index) => (
            <Version
              key={version.editId}
              detail={detail}
              labels={labels}
              state={version.after}
              facts={factsOf(version, modelOf)}
              change={changeWords(detail, version.before, version.after)}
              onRestore={index === 0 ? null : restore}
            />
          ))}
          {imported === undefined ? null : (
            <Version
              detail={detail}
              labels={labels}
              state={imported}
              facts="As imported"
              change=""
              onRestore={restore}
            />
          )}
        </ol>
      )}
    </Dialog>
  )
}

function factsOf(
  { author, at, modelRunId, undoes, revision }: Correction,
  modelOf: (run: number) => string,
): string {
  const model = modelRunId === null ? '' : ` · from the reading of ${modelOf(modelRunId)}`
  const kind = undoes === null ? '' : ' · taken back'
  return `${String(revision)} · ${author} · ${formatInstant(at)}${model}${kind}`
}

interface VersionProps {
  readonly detail: PostDetail
  readonly labels: readonly LabelDefinition[]
  readonly state: PostState
  readonly facts: string
  readonly change: string
  /** Null: there is nothing to restore. */
  readonly onRestore: ((state: PostState) => void) | null
}

function Version({ detail, labels, state, facts, change, onRestore }: VersionProps): ReactElement {
  return (
    <li className={styles.version}>
      <div className={styles.head}>
        <span className={styles.facts}>{facts}</span>
        {onRestore === null ? null : <Button onClick={() => onRestore(state)}>Restore</Button>}
      </div>
      {change === '' ? null : <p>{change}</p>}
      <PostLine tokens={recut(detail, cutsOf(state)).tokens} gold={state.spans} labels={labels} />
    </li>
  )
}
