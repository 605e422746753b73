import type { ReactElement } from 'react'
import { useState } from 'react'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import styles from './CommentDialog.module.css'

interface CommentDialogProps {
  readonly comment: string
  readonly onSave: (comment: string) => void
  readonly onClose: () => void
}

/** A note for oneself or the next person; Ctrl+Enter saves. */
export function CommentDialog({ comment, onSave, onClose }: CommentDialogProps): ReactElement {
  const [text, setText] = useState(comment)
  const save = (): void => {
    onSave(text.trim())
    onClose()
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
      <textarea
        className={styles.text}
        aria-label="Comment on this post"
        rows={4}
        maxLength={10_000}
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save()
        }}
      />
    </Dialog>
  )
}
