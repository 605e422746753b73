import type { KeyboardEvent, ReactElement } from 'react'
import { useState } from 'react'
import { describeFindings } from '../../shared/domain/pictureFindings.ts'
import type { PostDetail } from '../../shared/domain/post.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { Button } from '../components/Button.tsx'
import { CAPTION_ID } from './elementIds.ts'
import type { CaptionDraft } from './panels.ts'
import styles from './PictureNotes.module.css'

/** As long as the contract lets a caption be. */
const LONGEST = 2000

const ORIGINS = { data: 'given', person: 'written here', machine: 'written by the machine' } as const

interface CaptionFieldProps {
  readonly detail: PostDetail
  /** Where the project is. */
  readonly project: string
  readonly readOnly: boolean
  /** Undefined: nobody writes. */
  readonly draft: CaptionDraft | undefined
  readonly onDraft: (draft: CaptionDraft | undefined) => void
}

interface SavedCaption {
  /** Null: nobody gave one. */
  readonly caption: string | null
  readonly origin: keyof typeof ORIGINS
  readonly isSaving: boolean
  readonly trouble: string | null
  readonly save: (text: string) => void
}

/** The caption of a post; what was saved stands at once, and the post says so itself a moment later. */
function useCaption(detail: PostDetail, project: string, onSaved: () => void): SavedCaption {
  const { caption, captionOrigin } = detail
  const [known, setKnown] = useState(caption)
  const [saved, setSaved] = useState<{ readonly caption: string | null } | null>(null)
  if (known !== caption) {
    setKnown(caption)
    setSaved(null)
  }
  const { mutate, isPending, error } = useCoreCall('captions.save', onSaved)
  const own = saved === null ? caption : saved.caption
  return {
    caption: own,
    origin: own === null ? 'machine' : saved === null ? (captionOrigin ?? 'data') : 'person',
    isSaving: isPending,
    trouble: error?.message ?? null,
    save: (text) => {
      const next = text === '' ? null : text
      if (next === caption) onSaved()
      else
        mutate(
          { project, postId: detail.id, expected: caption, caption: next },
          { onSuccess: () => setSaved({ caption: next }) },
        )
    },
  }
}

/** The caption and who wrote it: the data, a person, or a plain line by the machine; changed where it stands. */
export function CaptionField(props: CaptionFieldProps): ReactElement {
  const { detail, project, readOnly, draft, onDraft } = props
  const keyOf = useKeyOf()
  // Who comes back to a field that was left open is at the post; its keys are no text.
  const [wasOpen, setWasOpen] = useState(draft !== undefined)
  const close = (): void => {
    setWasOpen(false)
    onDraft(undefined)
  }
  const { caption, origin, isSaving, trouble, save } = useCaption(detail, project, close)
  const findings = detail.picture?.findings ?? null
  const shown = caption ?? (findings === null ? null : describeFindings(findings))
  if (draft !== undefined && !readOnly)
    return (
      <CaptionForm
        text={draft.text ?? shown ?? ''}
        takesFocus={!wasOpen}
        saving={isSaving}
        // The text that is written stays; who saves it has read here what it takes the place of.
        trouble={draft.over === caption ? trouble : `Changed meanwhile: ${caption ?? 'no caption'}`}
        onText={(text) => onDraft({ ...draft, text })}
        onSave={save}
        onCancel={close}
      />
    )
  return (
    <div className={styles.note}>
      <span className={styles.word}>Caption</span>
      <CaptionText caption={shown} origin={origin} />
      {readOnly ? null : (
        <Button
          variant="quiet"
          className={styles.small}
          keys={keyOf('review.caption')}
          onClick={() => onDraft({ text: null, over: caption })}
        >
          Edit<span className="visually-hidden"> the caption</span>
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
  readonly text: string
  readonly takesFocus: boolean
  readonly saving: boolean
  readonly trouble: string | null
  readonly onText: (text: string) => void
  readonly onSave: (text: string) => void
  readonly onCancel: () => void
}

function CaptionForm(props: CaptionFormProps): ReactElement {
  const { text, takesFocus, saving, trouble, onText, onSave, onCancel } = props
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
        id={CAPTION_ID}
        aria-label="Caption of the picture"
        rows={2}
        maxLength={LONGEST}
        autoFocus={takesFocus}
        value={text}
        onChange={(event) => onText(event.target.value)}
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
