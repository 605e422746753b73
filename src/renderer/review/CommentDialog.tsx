import type { KeyboardEvent, ReactElement } from 'react'
import { useRef, useState } from 'react'
import type { PostState } from '../../shared/domain/post.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { ReasonChoice } from './ReasonChoice.tsx'
import styles from './CommentDialog.module.css'

interface CommentDialogProps {
  readonly state: PostState
  /** Of the project, in the order of their digits. */
  readonly reasons: readonly string[]
  readonly onSave: (comment: string, reason: string | null) => void
  readonly onClose: () => void
}

/**
 * A note for oneself or the next person, and why it is made: a digit chooses the reason, letters go to the note, Enter
 * saves (with Ctrl in the note, where Enter alone begins a line).
 */
export function CommentDialog({ state, reasons, onSave, onClose }: CommentDialogProps): ReactElement {
  const [text, setText] = useState(state.comment)
  const [reason, setReason] = useState(state.reason ?? null)
  const note = useRef<HTMLTextAreaElement>(null)
  const save = (): void => {
    onSave(text.trim(), reason)
    onClose()
  }
  const answer = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const inNote = event.target === note.current
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || !inNote)) {
      event.preventDefault()
      save()
    }
    if (inNote || event.ctrlKey || event.metaKey || event.altKey) return
    if (/^[0-9]$/u.test(event.key)) setReason(reasons[Number(event.key) - 1] ?? null)
    // The letter itself lands in the note, which has the focus by the time it is typed.
    else if (event.key.length === 1 && event.key !== ' ') note.current?.focus()
  }
  return (
    <Dialog
      title="Comment"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose} keys="Escape">
            Cancel
          </Button>
          <Button variant="primary" onClick={save} keys="$mod+Enter">
            Save
          </Button>
        </>
      }
    >
      <div className={styles.form} onKeyDown={answer}>
        {reasons.length === 0 && reason === null ? null : (
          <ReasonChoice reasons={reasons} reason={reason} onChange={setReason} />
        )}
        <textarea
          ref={note}
          className={styles.text}
          aria-label="Comment on this post"
          rows={4}
          maxLength={10_000}
          autoFocus={reasons.length === 0}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
    </Dialog>
  )
}
