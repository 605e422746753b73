import type { ReactElement } from 'react'
import { useEffect, useRef } from 'react'
import { LONGEST_GUIDELINES } from '../../shared/domain/projectRules.ts'
import type { PostDetail } from '../../shared/domain/post.ts'
import { Button } from '../components/Button.tsx'
import { exampleLink } from './guidelineBlocks.ts'
import styles from './Guidelines.module.css'

interface GuidelineEditorProps {
  readonly text: string
  /** The post on screen, which can be linked as an example; null: there is none. */
  readonly detail: PostDetail | null
  readonly saving: boolean
  readonly trouble: string | null
  readonly onText: (text: string) => void
  readonly onSave: () => void
  /** Puts the field away, with the words that were written. */
  readonly onLeave: () => void
  /** Throws them away. */
  readonly onCancel: () => void
}

/** Guidelines as they are written; Ctrl+Enter saves, Esc puts them away half-written. */
export function GuidelineEditor(props: GuidelineEditorProps): ReactElement {
  const { text, detail, saving, trouble, onText, onSave, onLeave, onCancel } = props
  const field = useRef<HTMLTextAreaElement>(null)
  // Whoever goes on writing does so at the end.
  useEffect(
    () => field.current?.setSelectionRange(field.current.value.length, field.current.value.length),
    [],
  )
  const insert = (words: string): void => {
    const at = field.current?.selectionStart ?? text.length
    onText(`${text.slice(0, at)}${words}${text.slice(at)}`)
    field.current?.focus()
  }
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault()
        onSave()
      }}
    >
      <textarea
        ref={field}
        aria-label="Guidelines in Markdown"
        maxLength={LONGEST_GUIDELINES}
        autoFocus
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') onLeave()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSave()
        }}
      />
      <p className={styles.hint} role="status">
        {trouble ?? 'Markdown. A heading that opens with a type is about that type.'}
      </p>
      <div className={styles.actions}>
        <Button disabled={detail === null} onClick={() => detail !== null && insert(exampleLink(detail))}>
          Link this post
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
        <Button variant="primary" type="submit" disabled={saving} keys="$mod+Enter">
          Save
        </Button>
      </div>
    </form>
  )
}
