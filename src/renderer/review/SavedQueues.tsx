import type { ReactElement } from 'react'
import { useState } from 'react'
import { Button } from '../components/Button.tsx'
import { CloseIcon } from '../components/icons.tsx'
import type { Review } from './review.ts'
import { readQueues, withQueue, writeQueues } from './savedQueues.ts'
import type { SavedQueue } from './savedQueues.ts'
import styles from './QueueHead.module.css'

interface SavedQueuesProps {
  readonly review: Review
  /** Where the project is: its queues are kept under it. */
  readonly project: string
}

/** Filter and order under a name, to come back to. */
export function SavedQueues({ review, project }: SavedQueuesProps): ReactElement {
  const { queue } = review
  const [queues, setQueues] = useState(() => readQueues(window.localStorage, project))
  const [name, setName] = useState('')
  const keep = (next: readonly SavedQueue[]): void => {
    writeQueues(window.localStorage, project, next)
    setQueues([...next])
  }
  return (
    <div className={styles.saved} role="group" aria-label="Saved queues">
      {queues.length === 0 ? null : (
        <ul>
          {queues.map((saved) => (
            <li key={saved.name}>
              <button
                type="button"
                className={styles.open}
                onClick={() => queue.setView({ filter: saved.filter, order: saved.order })}
              >
                {saved.name}
              </button>
              <button
                type="button"
                className={styles.end}
                aria-label={`Forget ${saved.name}`}
                onClick={() => keep(queues.filter((other) => other !== saved))}
              >
                <CloseIcon />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className={styles.name}
        onSubmit={(event) => {
          event.preventDefault()
          const { filter, order } = queue.state.get()
          keep(withQueue(queues, { name: name.trim(), filter, order }))
          setName('')
        }}
      >
        <input
          type="text"
          aria-label="Name of this queue"
          placeholder="Name this queue"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          Save
        </Button>
      </form>
    </div>
  )
}
