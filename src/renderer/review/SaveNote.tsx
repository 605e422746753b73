import type { ReactElement } from 'react'
import { useEffect, useState } from 'react'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import type { Review } from './review.ts'
import type { SaveState } from './saveQueue.ts'
import styles from './SaveNote.module.css'

/** Whether the work is safe: "All saved" only after the core has said so for every edit. */
export function SaveNote({ review }: { readonly review: Review }): ReactElement {
  const { announcement } = useWorkbench()
  const state = useStore(review.saves.state)
  const [asked, setAsked] = useState(false)
  const words = wordsOf(state)
  const troubled = state.trouble !== null

  useEffect(() => {
    if (!troubled) return
    announcement.set(words)
    return () => announcement.set('All saved')
  }, [announcement, troubled, words])

  return (
    <>
      {troubled ? (
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
                    review.saves.discard()
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

function wordsOf({ unsaved, trouble, conflicts }: SaveState): string {
  if (trouble !== null) return `${String(unsaved)} not saved`
  if (unsaved > 0) return 'Saving'
  return conflicts.length > 0 ? `${String(conflicts.length)} to decide` : 'All saved'
}
