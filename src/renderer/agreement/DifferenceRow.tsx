import type { ReactElement } from 'react'
import type { Result } from '../../shared/api/contract.ts'
import type { Settlement } from '../../shared/domain/agreement.ts'
import type { Agreement } from './agreements.ts'
import rowList from '../components/RowList.module.css'
import styles from './DifferenceList.module.css'

export const ROW_HEIGHT = 57

interface DifferenceRowProps {
  readonly id: string
  readonly position: number
  readonly total: number
  readonly top: number
  /** Undefined: on its way. */
  readonly row: Result<'agreement.posts'>['rows'][number] | undefined
  readonly current: boolean
  readonly agreement: Pick<Agreement, 'first' | 'second'>
  readonly onOpen: (postId: number) => void
}

/** A post in the list: whether it is settled, its words, and what was taken. */
export function DifferenceRow(props: DifferenceRowProps): ReactElement {
  const { id, position, total, top, row, current, agreement, onOpen } = props
  return (
    <div
      id={id}
      role="option"
      aria-selected={current}
      aria-posinset={position + 1}
      aria-setsize={total}
      className={rowList.row}
      style={{ transform: `translateY(${String(top)}px)`, height: ROW_HEIGHT }}
      onClick={() => {
        if (row !== undefined) onOpen(row.post.id)
      }}
    >
      {row === undefined ? null : (
        <>
          <span className={rowList.sign} aria-hidden="true">
            {row.settlement === 'open' ? (current ? '●' : '○') : '✓'}
          </span>
          <span className={rowList.words} dir="auto">
            {row.post.text}
          </span>
          <span className={styles.taken}>{takenWords(row.settlement, agreement)}</span>
        </>
      )}
    </div>
  )
}

function takenWords(
  settlement: Settlement,
  { first, second }: Pick<Agreement, 'first' | 'second'>,
): ReactElement | string {
  if (settlement === 'open') return <span className="visually-hidden">Not settled</span>
  return settlement === 'first' ? first : settlement === 'second' ? second : 'Third'
}
