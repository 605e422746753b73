import type { KeyboardEvent, ReactElement } from 'react'
import { useState } from 'react'
import { IS_MAC } from '../../components/isMac.ts'
import { bindingOf } from './binding.ts'
import styles from './KeymapDialog.module.css'

interface KeyCaptureProps {
  /** Of the command that the key is for. */
  readonly title: string
  readonly onPress: (binding: string) => void
  /** Without a key; `done`: by Esc, so that the focus stays here. */
  readonly onLeave: (done: boolean) => void
}

/** Waits for the next key press, whatever it is, Tab and Enter too; Esc leaves. */
export function KeyCapture({ title, onPress, onLeave }: KeyCaptureProps): ReactElement {
  const [silent, setSilent] = useState(false)
  const press = (event: KeyboardEvent): void => {
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') {
      onLeave(true)
      return
    }
    const binding = bindingOf(event, IS_MAC)
    if (binding !== null) onPress(binding)
    // A dead key begins a character and is none.
    else setSilent(event.key === 'Dead' || event.key === 'Unidentified')
  }
  return (
    <button
      type="button"
      className={styles.capture}
      aria-label={`Press the key for ${title}; Esc leaves`}
      autoFocus
      onKeyDown={press}
      onBlur={() => onLeave(false)}
    >
      {silent ? 'That key says nothing. Another?' : 'Press a key'}
    </button>
  )
}
