import type { KeyboardEvent, ReactElement } from 'react'
import { useState } from 'react'
import { describeFindings } from '../../shared/domain/pictureFindings.ts'
import type { PostDetail } from '../../shared/domain/post.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { Button } from '../components/Button.tsx'
import styles from './PictureNotes.module.css'

/** As long as the contract lets a caption be. */
const LONGEST = 2000

const ORIGINS = { data: 'given', person: 'written here', machine: 'written by the machine' } as const

interface CaptionFieldProps {
  readonly detail: PostDetail
  /** Where the project is. */
  readonly project: string
  readonly readOnly: boolean
  readonly editing: boolean
  readonly onEditing: (editing: boolean) => void
}

/** The caption and who wrote it: the data, a person, or a plain line by the machine; changed where it stands. */
export function CaptionField(props: CaptionFieldProps): ReactElement {
  const { detail, project, readOnly, editing, onEditing } = props
  const { caption, captionOrigin, picture } = detail
  const save = useCoreCall('captions.save', () => onEditing(false))
  const line = picture?.findings == null ? null : describeFindings(picture.findings)
  // What was saved stands at once; the post says so itself a moment later.
  const own = save.isSuccess ? save.variables.caption : caption
  const shown = own ?? line
  if (editing && !readOnly)
    return (
      <CaptionForm
        initial={shown ?? ''}
        saving={save.isPending}
        trouble={save.error?.message ?? null}
        onSave={(text) => {
          const next = text === '' ? null : text
          if (next === caption) onEditing(false)
          else save.mutate({ project, postId: detail.id, expected: caption, caption: next })
        }}
        onCancel={() => onEditing(false)}
      />
    )
  const origin = own === null ? 'machine' : save.isSuccess ? 'person' : (captionOrigin ?? 'data')
  return (
    <div className={styles.note}>
      <span className={styles.word}>Caption</span>
      <CaptionText caption={shown} origin={origin} />
      {readOnly ? null : (
        <Button
          variant="quiet"
          className={styles.small}
          aria-label="Edit the caption"
          onClick={() => onEditing(true)}
        >
          Edit
        </Button>
      )}
    </div>
  )
}

function CaptionText({
  caption,
  origin,
}: {
  readonly caption: string | null
  readonly origin: keyof typeof ORIGINS
}): ReactElement {
  if (caption === null) return <p className={styles.quiet}>No caption</p>
  return (
    <p>
      {caption} <span className={styles.origin}>{ORIGINS[origin]}</span>
    </p>
  )
}

interface CaptionFormProps {
  readonly initial: string
  readonly saving: boolean
  readonly trouble: string | null
  readonly onSave: (text: string) => void
  readonly onCancel: () => void
}

function CaptionForm({ initial, saving, trouble, onSave, onCancel }: CaptionFormProps): ReactElement {
  const [text, setText] = useState(initial)
  const answer = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onCancel()
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      onSave(text.trim())
    }
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSave(text.trim())
      }}
    >
      <textarea
        aria-label="Caption of the picture"
        rows={2}
        maxLength={LONGEST}
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={answer}
      />
      <div className={styles.actions}>
        <span className={styles.quiet} role="status">
          {trouble ?? 'Empty: no caption'}
        </span>
        <Button onClick={onCancel} keys="Escape">
          Cancel
        </Button>
        <Button variant="primary" type="submit" disabled={saving} keys="Enter">
          Save
        </Button>
      </div>
    </form>
  )
}
