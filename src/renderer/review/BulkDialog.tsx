import type { ReactElement } from 'react'
import { useDeferredValue, useState } from 'react'
import type {
  AcceptRequest,
  BulkPreview,
  BulkRequest,
  MentionRequest,
} from '../../shared/domain/bulkChange.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { CheckField, Choice, SelectField, TextField } from '../components/Field.tsx'
import { counted, formatScore } from '../components/numbers.ts'
import { PostLine } from '../components/PostLine.tsx'
import { Waiting } from '../components/Waiting.tsx'
import { readingWords } from './bulkWords.ts'
import type { Review } from './review.ts'
import styles from './BulkDialog.module.css'

interface BulkDialogProps {
  readonly review: Review
  readonly labels: readonly LabelDefinition[]
  readonly initial: BulkRequest
  readonly onDone: (changed: number) => void
  readonly onClose: () => void
}

/** A change of many posts: what is asked for, what it would do, and one button. U takes all of it back. */
export function BulkDialog({ review, labels, initial, onDone, onClose }: BulkDialogProps): ReactElement {
  const [request, setRequest] = useState(initial)
  const [skip, setSkip] = useState<ReadonlySet<number>>(new Set())
  const [state, setState] = useState<{ readonly busy: boolean; readonly error: unknown }>(IDLE)
  const asked = useDeferredValue(request)
  const preview = useCoreQuery('bulk.preview', { request: asked }, { keepPrevious: true })
  const posts = (preview.data?.posts ?? 0) - skip.size

  const change = (next: BulkRequest): void => {
    setRequest(next)
    setSkip(new Set())
  }
  const apply = (): void => {
    setState({ busy: true, error: null })
    review.bulk(request, [...skip]).then(onDone, (error: unknown) => setState({ busy: false, error }))
  }
  const verb = request.kind === 'accept' ? 'Accept' : 'Change'
  return (
    <Dialog
      title={request.kind === 'accept' ? 'Accept many posts' : 'The same mention elsewhere'}
      width="wide"
      forwardByKey
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            keys="$mod+Enter"
            // What is shown must be what is asked for: the preview follows the choices a moment later.
            disabled={state.busy || posts <= 0 || asked !== request || preview.isPlaceholderData}
            onClick={apply}
          >
            {preview.data === undefined
              ? `${verb} posts`
              : posts <= 0
                ? 'Nothing to change'
                : `${verb} ${counted(posts, 'post')}`}
          </Button>
        </>
      }
    >
      {request.kind === 'mention' ? (
        <MentionFields request={request} labels={labels} onChange={change} />
      ) : (
        <AcceptFields request={request} labels={labels} onChange={change} />
      )}
      {preview.error !== null ? (
        <ErrorNotice title="It could not be worked out" error={preview.error} />
      ) : null}
      {preview.data === undefined ? (
        preview.error === null ? (
          <Waiting label="Looking for posts" />
        ) : null
      ) : (
        <Preview preview={preview.data} labels={labels} skip={skip} onSkip={setSkip} />
      )}
      {state.error === null ? null : <ErrorNotice title="Nothing was changed" error={state.error} />}
    </Dialog>
  )
}

const IDLE = { busy: false, error: null } as const
const SCOPES = [
  { value: 'post', label: 'This post' },
  { value: 'file', label: 'This file' },
  { value: 'project', label: 'The project' },
] as const
const NO_ENTITY = '-'

interface FieldsProps<R> {
  readonly request: R
  readonly labels: readonly LabelDefinition[]
  readonly onChange: (request: R) => void
}

function MentionFields({ request, labels, onChange }: FieldsProps<MentionRequest>): ReactElement {
  return (
    <div className={styles.fields}>
      <SelectField
        label="Read as"
        value={request.type ?? NO_ENTITY}
        options={[
          ...labels.map(({ name, title }) => ({ value: name, label: title })),
          { value: NO_ENTITY, label: 'No entity' },
        ]}
        onChange={(type) => onChange({ ...request, type: type === NO_ENTITY ? null : type })}
      />
      <Choice
        label="Where"
        value={request.scope}
        options={SCOPES}
        onChange={(scope) => onChange({ ...request, scope })}
      />
      <CheckField
        label="Reviewed posts too"
        checked={request.reviewed}
        onChange={(reviewed) => onChange({ ...request, reviewed })}
      />
    </div>
  )
}

const SCORES = ['0.5', '0.75', '0.9', '0.95', '0.99'] as const
const ANY = ''

function AcceptFields({ request, labels, onChange }: FieldsProps<AcceptRequest>): ReactElement {
  return (
    <div className={styles.fields}>
      <SelectField
        label="Every span scores at least"
        value={String(request.scoreAtLeast)}
        options={SCORES.map((value) => ({ value, label: formatScore(Number(value)) }))}
        onChange={(value) => onChange({ ...request, scoreAtLeast: Number(value) })}
      />
      <SelectField
        label="Every span is of type"
        value={request.type ?? ANY}
        options={[
          { value: ANY, label: 'Any' },
          ...labels.map(({ name, title }) => ({ value: name, label: title })),
        ]}
        onChange={(type) => onChange({ ...request, type: type === ANY ? null : type })}
      />
      <TextField
        label="A span with the words"
        placeholder="Any"
        value={request.mention}
        spellCheck={false}
        onChange={(event) => onChange({ ...request, mention: event.target.value })}
      />
    </div>
  )
}

interface PreviewProps {
  readonly preview: BulkPreview
  readonly labels: readonly LabelDefinition[]
  readonly skip: ReadonlySet<number>
  readonly onSkip: (skip: ReadonlySet<number>) => void
}

/** The first posts as they would be; each can be left out. */
function Preview({ preview, labels, skip, onSkip }: PreviewProps): ReactElement {
  const { posts, rows, overlapping, reviewed, more } = preview
  const toggle = (id: number): void => {
    const next = new Set(skip)
    if (!next.delete(id)) next.add(id)
    onSkip(next)
  }
  const notes = [
    readingWords(preview.readings),
    overlapping > 0 && `${counted(overlapping, 'mention')} with other edges stay as they are`,
    reviewed > 0 && `${counted(reviewed, 'reviewed post')} left alone`,
    more && 'only the first 20,000 posts that hold the words were looked at',
    posts > rows.length && rows.length > 0 && `the first ${String(rows.length)} are shown`,
  ].filter((note) => note !== false && note !== '')
  return (
    <>
      <p role="status" className={styles.notes}>
        {notes.join(' · ')}
      </p>
      {rows.length === 0 ? null : (
        <ul className={styles.rows} aria-label="Posts that would change" tabIndex={0}>
          {rows.map((row) => (
            <li key={row.postId} className={styles.row}>
              <input
                type="checkbox"
                aria-label={`Change ${row.externalId}`}
                checked={!skip.has(row.postId)}
                onChange={() => toggle(row.postId)}
              />
              <PostLine tokens={row.tokens} gold={row.after} labels={labels} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
