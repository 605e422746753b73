import type { ReactElement } from 'react'
import { useState } from 'react'
import { Button } from '../components/Button.tsx'
import styles from './PictureNotes.module.css'

/** Puts a text on the clipboard and says whether that worked. */
export function CopyButton({ name, text }: { readonly name: string; readonly text: string }): ReactElement {
  const [outcome, setOutcome] = useState<'Copied' | 'Not copied' | null>(null)
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setOutcome('Copied'),
      () => setOutcome('Not copied'),
    )
  }
  return (
    <Button variant="quiet" className={styles.small} aria-label={outcome ?? name} onClick={copy}>
      {outcome ?? 'Copy'}
    </Button>
  )
}
