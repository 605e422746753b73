import { useVirtualizer } from '@tanstack/react-virtual'
import type { ReactElement } from 'react'
import { useEffect, useRef } from 'react'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { formatCount } from '../components/numbers.ts'
import type { Agreement } from './agreements.ts'
import { DifferenceRow, ROW_HEIGHT } from './DifferenceRow.tsx'
import { useDifferencePages } from './differencePages.ts'
import rowList from '../components/RowList.module.css'
import styles from './DifferenceList.module.css'

interface DifferenceListProps {
  readonly agreement: Agreement
  /** Of the post in the list; null: not known yet. */
  readonly position: number | null
  readonly onOpen: (postId: number) => void
}

/** The posts on which the two differ, in file order; drawn and read only where one looks. */
export function DifferenceList({ agreement, position, onOpen }: DifferenceListProps): ReactElement {
  const { id, first, second, differing, left } = agreement
  const scroller = useRef<HTMLDivElement>(null)
  const list = useVirtualizer({
    count: differing,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  })
  const shown = list.getVirtualItems()
  const pages = useDifferencePages(id, shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0)
  useEffect(() => {
    if (position !== null) list.scrollToIndex(position, { align: 'auto' })
  }, [list, position])
  return (
    <section className={styles.list} aria-label="Posts that differ">
      <div className={styles.head}>
        <h2>
          {first} and {second}
        </h2>
        <p>
          {formatCount(differing - left)} of {formatCount(differing)} settled
        </p>
      </div>
      {pages.error === null ? null : (
        <ErrorNotice title="The posts could not be listed" error={pages.error} />
      )}
      <div ref={scroller} className={rowList.scroller}>
        <div
          role="listbox"
          aria-label="Posts"
          className={rowList.rows}
          tabIndex={0}
          aria-activedescendant={position === null ? undefined : rowId(position)}
          style={{ height: list.getTotalSize() }}
        >
          {shown.map(({ index, start }) => (
            <DifferenceRow
              key={index}
              id={rowId(index)}
              position={index}
              total={differing}
              top={start}
              row={pages.rowAt(index)}
              current={position === index}
              agreement={agreement}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
    </section>
  )
}

function rowId(position: number): string {
  return `difference-${String(position)}`
}
