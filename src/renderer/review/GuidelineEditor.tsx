import type { ReactElement } from 'react'
import { useRef, useState } from 'react'
import { LONGEST_GUIDELINES } from '../../shared/domain/projectRules.ts'
import type { PostDetail } from '../../shared/domain/post.ts'
import { Button } from '../components/Button.tsx'
import { exampleLink } from './guidelineBlocks.ts'
import styles from './Guidelines.module.css'

interface GuidelineEditorProps {
  readonly initial: string
  /** The post on screen, which can be linked as an example; null: there is none. */
  readonly detail: PostDetail | null
  readonly saving: boolean
  readonly trouble: string | null
  readonly onSave: (text: string) => void
  readonly onCancel: () => void
}

/** Guidelines as they are written; Ctrl+Enter saves, Esc leaves them as they were. */
export function GuidelineEditor(props: GuidelineEditorProps): ReactElement {
  const { initial, detail, saving, trouble, onSave, onCancel } = props
  const [text, setText] = useState(initial)
  const field = useRef<HTMLTextAreaElement>(null)
  const insert = (words: string): void => {
    const at = field.current?.selectionStart ?? text.length
    setText(`${text.slice(0, at)}${words}${text.slice(at)}`)
    field.current?.focus()
  }
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault()
        onSave(text)
      }}
    >
      <textarea
        ref={field}
        aria-label="Guidelines in Markdown"
        maxLength={LONGEST_GUIDELINES}
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing) return
          if (event.key === 'Escape') onCancel()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSave(text)
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
        <Button variant="primary" type="submit" disabled={saving}>
          Save
        </Button>
      </div>
    </form>
  )
}
