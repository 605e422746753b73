import type { ReactElement } from 'react'
import { useEffect, useState } from 'react'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import type { Review } from './review.ts'
import { announceSaves, saveWords } from './saveWords.ts'
import styles from './SaveNote.module.css'

/** Whether the work is safe: "All saved" only after the core has said so for every edit. */
export function SaveNote({ review }: { readonly review: Review }): ReactElement {
  const { announcement } = useWorkbench()
  const state = useStore(review.saves.state)
  const [asked, setAsked] = useState(false)
  const words = saveWords(state)

  useEffect(() => announceSaves(review.saves, announcement.set), [review, announcement])

  return (
    <>
      {state.trouble !== null ? (
        <Button variant="quiet" className={styles.trouble} onClick={() => setAsked(true)}>
          <span className={styles.dot} data-state="bad" />
          {words}
        </Button>
      ) : (
        <span className={styles.note}>
          <span className={styles.dot} data-state={state.unsaved === 0 ? 'good' : 'saving'} />
          {words}
        </span>
      )}
      {asked && state.trouble !== null ? (
        <Dialog
          title={words}
          onClose={() => setAsked(false)}
          actions={
            <>
              {state.trouble.kind === 'refused' ? (
                <Button
                  onClick={() => {
                    review.discard()
                    setAsked(false)
                  }}
                >
                  Give up this edit
                </Button>
              ) : null}
              <Button
                variant="primary"
                onClick={() => {
                  review.saves.retry()
                  setAsked(false)
                }}
              >
                Save now
              </Button>
            </>
          }
        >
          <p>{state.trouble.message}</p>
          <p>{REASSURANCE[state.trouble.kind]}</p>
        </Dialog>
      ) : null}
    </>
  )
}

const REASSURANCE = {
  disconnected: 'The edits are kept on this machine and are sent as soon as the program answers again.',
  waiting: 'The edits are kept on this machine and are tried again every few seconds.',
  refused:
    'The edits are kept on this machine. The first one was refused; those after it wait for your choice.',
} as const
