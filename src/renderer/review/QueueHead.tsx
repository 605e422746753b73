import type { ReactElement } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReviewRequest } from '../app/reviewRequest.ts'
import { useStore } from '../app/store.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { Button } from '../components/Button.tsx'
import { CloseIcon } from '../components/icons.tsx'
import { Kbd } from '../components/Kbd.tsx'
import { formatCount } from '../components/numbers.ts'
import { ProgressBar } from '../components/ProgressBar.tsx'
import { focusPost, SEARCH_ID } from './elementIds.ts'
import { filterWords, withFields } from './filterWords.ts'
import { PictureEffect } from './PictureEffect.tsx'
import type { Project } from '../app/project.ts'
import { QueueFilterPanel } from './QueueFilterPanel.tsx'
import { QueueRequest } from './QueueRequest.tsx'
import { beside, goTo, QUEUES, queueOf } from './queues.ts'
import type { Review } from './review.ts'
import { SavedQueues } from './SavedQueues.tsx'
import styles from './QueueHead.module.css'

/** Milliseconds of rest before what was typed is searched for. */
const TYPING = 200

interface QueueHeadProps {
  readonly review: Review
  readonly project: Project
  readonly total: number | null
  readonly reviewed: number
  readonly request: ReviewRequest | null
  readonly onEndRequest: () => void
}

/** What the queue holds and in which order, and how far one has come. */
export function QueueHead(props: QueueHeadProps): ReactElement {
  const { review, project, total, reviewed, request, onEndRequest } = props
  const { filter, order } = useStore(review.queue.state)
  const queue = queueOf({ filter, order })
  const open = useStore(review.panels, ({ filter: shown }) => shown)
  const words = filterWords(beside(filter, queue))
  const keyOf = useKeyOf()
  return (
    <div className={styles.head}>
      <SearchField review={review} />
      {request === null ? null : <QueueRequest review={review} request={request} onEnd={onEndRequest} />}
      <label className={styles.order}>
        <span>Queue</span>
        <select
          value={queue.title}
          onChange={(event) => {
            const next = QUEUES.find(({ title }) => title === event.target.value)
            if (next !== undefined) review.queue.setView(goTo(next, { filter, order }))
          }}
        >
          {QUEUES.map(({ title }) => (
            <option key={title}>{title}</option>
          ))}
        </select>
      </label>
      <p className={styles.meaning}>{queue.meaning}</p>
      <Button
        variant="quiet"
        className={styles.filter}
        keys={keyOf('review.filter')}
        aria-expanded={open}
        onClick={() => review.panels.set((panels) => ({ ...panels, filter: !panels.filter }))}
      >
        {words.length === 0 ? 'Filter' : `Filter · ${String(words.length)}`}
      </Button>
      {filter.pictureChanges === undefined ? null : <PictureEffect readOnly={project.readOnly} />}
      {open ? (
        <div
          className={styles.panel}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            review.panels.set((panels) => ({ ...panels, filter: false }))
            focusPost()
          }}
        >
          <QueueFilterPanel review={review} project={project} />
          <SavedQueues review={review} project={project.location} />
        </div>
      ) : null}
      {!open && words.length > 0 ? (
        <p className={styles.words}>
          {words.join(', ')}
          <button
            type="button"
            className={styles.end}
            aria-label="Clear the filter"
            onClick={() => review.queue.setView({ filter: withFields(queue.about, { ids: filter.ids }) })}
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
          {total === null ? '…' : `${formatCount(reviewed)} of ${formatCount(total)} reviewed`}
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
  const search = useCallback(() => {
    const text = typed.trim()
    if (text === last.current) return
    last.current = text
    const { filter } = queue.state.get()
    queue.setView({ filter: withFields(filter, { text: text === '' ? undefined : text }) })
  }, [queue, typed])
  useEffect(() => {
    const timer = setTimeout(search, TYPING)
    return () => clearTimeout(timer)
  }, [search])

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
            // The first of what was typed, not of what was searched for before.
            search()
            queue.openAt(0)
            event.currentTarget.blur()
          } else if (event.key === 'Escape') focusPost()
        }}
      />
      <Kbd keys={useKeyOf()('review.search')} />
    </div>
  )
}
