import type { ReactElement } from 'react'
import { useEffect, useRef, useState } from 'react'
import { useStore } from '../app/store.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { Button } from '../components/Button.tsx'
import { CloseIcon } from '../components/icons.tsx'
import { Kbd } from '../components/Kbd.tsx'
import { ProgressBar } from '../components/ProgressBar.tsx'
import { filterWords, withFields } from './filterWords.ts'
import type { Project } from './project.ts'
import { QueueFilterPanel } from './QueueFilterPanel.tsx'
import type { QueueOrder } from './queueNavigator.ts'
import type { Review } from './review.ts'
import { SEARCH_ID } from './searchId.ts'
import { SavedQueues } from './SavedQueues.tsx'
import styles from './QueueHead.module.css'

/** Milliseconds of rest before what was typed is searched for. */
const TYPING = 200

interface QueueHeadProps {
  readonly review: Review
  readonly project: Project
  readonly total: number | null
  readonly reviewed: number
  readonly request: string | null
  readonly onEndRequest: () => void
}

/** Every order says what it goes by. */
const ORDERS: Readonly<Record<QueueOrder, { readonly title: string; readonly meaning: string }>> = {
  file: { title: 'File', meaning: 'In the order of the imported files' },
  'least-certain': {
    title: 'Least certain first',
    meaning: 'By the lowest score of a predicted span; posts without one come last',
  },
  worth: {
    title: 'Most worth first',
    meaning: 'By uncertainty for each second expected, less for a mention that comes again and again',
  },
  random: {
    title: 'Random sample',
    meaning: 'Shuffled, the same way every time: the first n posts are a sample to audit',
  },
}

/** What the queue holds and in which order, and how far one has come. */
export function QueueHead(props: QueueHeadProps): ReactElement {
  const { review, project, total, reviewed, request, onEndRequest } = props
  const { filter, order } = useStore(review.queue.state)
  const open = useStore(review.panels, ({ filter: shown }) => shown)
  const words = filterWords(filter)
  return (
    <div className={styles.head}>
      <SearchField review={review} />
      {request === null ? null : (
        <p className={styles.request}>
          <span>{request}</span>
          <button
            type="button"
            className={styles.end}
            aria-label="Show all posts again"
            onClick={onEndRequest}
          >
            <CloseIcon />
          </button>
        </p>
      )}
      <div className={styles.line}>
        <label className={styles.order}>
          <span>Order</span>
          <select
            value={order}
            onChange={(event) => review.queue.setView({ order: event.target.value as QueueOrder })}
          >
            {Object.entries(ORDERS).map(([value, { title }]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <Button
          variant="quiet"
          className={styles.filter}
          aria-expanded={open}
          onClick={() => review.panels.set((panels) => ({ ...panels, filter: !panels.filter }))}
        >
          {words.length === 0 ? 'Filter' : `Filter · ${String(words.length)}`}
        </Button>
      </div>
      <p className={styles.meaning}>{ORDERS[order].meaning}</p>
      {open ? (
        <>
          <QueueFilterPanel review={review} project={project} />
          <SavedQueues review={review} project={project.location} />
        </>
      ) : null}
      {!open && words.length > 0 ? (
        <p className={styles.words}>
          {words.join(', ')}
          <button
            type="button"
            className={styles.end}
            aria-label="Clear the filter"
            onClick={() =>
              review.queue.setView({ filter: filter.ids === undefined ? {} : { ids: filter.ids } })
            }
          >
            <CloseIcon />
          </button>
        </p>
      ) : null}
      <div className={styles.line}>
        <span className={styles.progress}>
          <ProgressBar label="Reviewed posts" done={reviewed} total={Math.max(1, total ?? 1)} />
        </span>
        <span className={styles.count}>
          {total === null ? '…' : `${reviewed.toLocaleString('en')} of ${total.toLocaleString('en')}`}
          <span className="visually-hidden"> reviewed</span>
        </span>
      </div>
    </div>
  )
}

function SearchField({ review }: { readonly review: Review }): ReactElement {
  const { queue } = review
  const searched = useStore(queue.state, ({ filter }) => filter.text ?? '')
  const [typed, setTyped] = useState(searched)
  const last = useRef(searched)

  useEffect(() => {
    // Cleared from elsewhere.
    if (searched !== last.current) setTyped(searched)
    last.current = searched
  }, [searched])
  useEffect(() => {
    const text = typed.trim()
    if (text === last.current) return
    const timer = setTimeout(() => {
      last.current = text
      const { filter } = queue.state.get()
      queue.setView({ filter: withFields(filter, { text: text === '' ? undefined : text }) })
    }, TYPING)
    return () => clearTimeout(timer)
  }, [queue, typed])

  return (
    <div className={styles.search}>
      <input
        id={SEARCH_ID}
        type="search"
        aria-label="Search posts"
        placeholder="Search posts"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            queue.openAt(0)
            event.currentTarget.blur()
          } else if (event.key === 'Escape') event.currentTarget.blur()
        }}
      />
      <Kbd keys={useKeyOf()('review.search')} />
    </div>
  )
}
