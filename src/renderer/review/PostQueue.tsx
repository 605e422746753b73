import { useVirtualizer } from '@tanstack/react-virtual'
import type { KeyboardEvent, ReactElement } from 'react'
import { memo, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from '../components/Button.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import type { ReviewRequest } from '../app/reviewRequest.ts'
import { useStore } from '../app/store.ts'
import type { Project } from '../app/project.ts'
import { QueueHead } from './QueueHead.tsx'
import { QueueRow } from './QueueRow.tsx'
import { useQueuePages } from './queuePages.ts'
import { queueOf } from './queues.ts'
import { MOST_PIXELS, windowStart } from './queueWindow.ts'
import type { Review } from './review.ts'
import rowList from '../components/RowList.module.css'
import styles from './PostQueue.module.css'

const ROW = 57
/** Of a longer queue, so many rows are in the list; the others come in as one goes there. */
const MOST = Math.floor(MOST_PIXELS / ROW)

interface PostQueueProps {
  readonly review: Review
  readonly project: Project
  /** What another view asked to see; null: everything the filter lets through. */
  readonly request: ReviewRequest | null
  readonly onEndRequest: () => void
}

/** The list of posts: as long as the project, drawn only where it is looked at; left alone while the cursor moves. */
export const PostQueue = memo(function PostQueue(props: PostQueueProps): ReactElement {
  const { review, project, request, onEndRequest } = props
  const { queue } = review
  const { filter, order, position, postId } = useStore(queue.state)
  const scroller = useRef<HTMLDivElement>(null)
  const total = queue.total() ?? 0
  const count = Math.min(total, MOST)
  const [begin, setBegin] = useState(() => windowStart(position ?? 0, total, MOST))
  const start = Math.min(begin, total - count)
  /** Where the list is to be scrolled to once it begins at another row, pixels. */
  const scrollTo = useRef<number | null>(null)
  /** Has the list begin where this row has others around it; `top`: pixels of the row from the upper edge. */
  const comeTo = (row: number, top: number): void => {
    const next = windowStart(row, total, MOST)
    scrollTo.current = (row - next) * ROW - top
    setBegin(next)
  }
  useLayoutEffect(() => {
    if (scroller.current !== null && scrollTo.current !== null) scroller.current.scrollTop = scrollTo.current
    scrollTo.current = null
  }, [start])

  const list = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 6,
    initialOffset: () => Math.max(0, (position ?? 0) - start - 3) * ROW,
  })
  const shown = list.getVirtualItems()
  const first = start + (shown[0]?.index ?? 0)
  const last = start + (shown.at(-1)?.index ?? 0)
  const pages = useQueuePages(queue, { filter, order }, first, last)

  const show = useRef<(row: number) => void>(() => undefined)
  useLayoutEffect(() => {
    show.current = (row) => {
      if (row >= start && row < start + count) reveal(scroller.current, row - start)
      else comeTo(row, ROW)
    }
  })
  const scrolled = (): void => {
    if (scroller.current === null || count === total) return
    const { scrollTop, clientHeight } = scroller.current
    const atEnd = scrollTop + clientHeight >= (count - 1) * ROW && start + count < total
    if (!atEnd && (scrollTop >= ROW || start === 0)) return
    const row = Math.floor(scrollTop / ROW)
    comeTo(start + row, row * ROW - scrollTop)
  }

  // Rows that were asked for again may have moved.
  const here = position === null ? undefined : pages.rowAt(position)
  useEffect(() => queue.reconcile(), [queue, here?.id, postId])
  useEffect(() => {
    if (position === null || total === 0) return
    // After the post is drawn: scrolling forces a layout, and nobody waits for the list.
    const timer = setTimeout(() => show.current(position), 0)
    return () => clearTimeout(timer)
  }, [position, total])

  const open = useCallback(
    (row: number) => {
      queue.openAt(row)
      review.panels.set((panels) => ({ ...panels, drawer: false }))
    },
    [queue, review.panels],
  )

  // In the list itself the arrows go from post to post.
  const walk = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    event.stopPropagation()
    queue.step(event.key === 'ArrowDown' ? 1 : -1)
  }

  return (
    <section className={styles.queue} aria-label="Queue">
      <QueueHead
        review={review}
        project={project}
        total={pages.total}
        reviewed={pages.reviewed}
        request={request}
        onEndRequest={onEndRequest}
      />
      {pages.error !== null ? (
        <ErrorNotice
          title="The posts could not be listed"
          error={pages.error}
          action={<Button onClick={pages.retry}>Try again</Button>}
        />
      ) : pages.total === 0 ? (
        <p className={styles.nothing}>{queueOf({ filter, order }).nothing}</p>
      ) : (
        <div ref={scroller} className={rowList.scroller} onScroll={scrolled}>
          <div
            role="listbox"
            aria-label="Posts"
            className={rowList.rows}
            tabIndex={0}
            aria-activedescendant={position === null ? undefined : rowId(position)}
            onKeyDown={walk}
            style={{ height: list.getTotalSize() }}
          >
            {shown.map(({ index, start: top }) => {
              const place = start + index
              const row = pages.rowAt(place)
              return (
                <QueueRow
                  key={place}
                  id={rowId(place)}
                  position={place}
                  top={top}
                  height={ROW}
                  row={row}
                  session={review.session}
                  current={row !== undefined && row.id === postId}
                  total={total}
                  search={filter.text ?? ''}
                  onOpen={open}
                />
              )
            })}
          </div>
        </div>
      )}
    </section>
  )
})

function rowId(position: number): string {
  return `row-${String(position)}`
}

/** Scrolls no further than it takes to see the row and its neighbours, and stops where a row begins. */
function reveal(scroller: HTMLElement | null, position: number): void {
  if (scroller === null) return
  const { scrollTop, clientHeight } = scroller
  const first = Math.max(0, position - 1)
  const last = Math.ceil(((position + 2) * ROW - clientHeight) / ROW)
  if (first * ROW < scrollTop) scroller.scrollTop = first * ROW
  else if (last * ROW > scrollTop) scroller.scrollTop = last * ROW
}
