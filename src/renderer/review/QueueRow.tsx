import type { ReactElement } from 'react'
import { Fragment, memo, useMemo } from 'react'
import type { PostSummary } from '../../shared/domain/post.ts'
import { searchMarks } from '../../shared/domain/searchMarks.ts'
import { useStore } from '../app/store.ts'
import type { Store } from '../app/store.ts'
import type { Session } from './correctionSession.ts'
import { draftOf } from './knownPost.ts'
import { rowParts } from './rowParts.ts'
import { statusSign } from './statusSign.ts'
import rowList from '../components/RowList.module.css'
import styles from './PostQueue.module.css'

interface QueueRowProps {
  readonly id: string
  readonly position: number
  readonly top: number
  readonly height: number
  /** Undefined: on its way. */
  readonly row: PostSummary | undefined
  readonly session: Pick<Store<Session>, 'get' | 'subscribe'>
  readonly current: boolean
  readonly total: number
  /** What was searched for. */
  readonly search: string
  readonly onOpen: (position: number) => void
}

/** A post in the list. It follows its own post in the sitting, so that an edit redraws this row and no other. */
export const QueueRow = memo(function QueueRow(props: QueueRowProps): ReactElement {
  const { id, position, top, height, row, session, current, total, search, onOpen } = props
  const known = useStore(session, ({ posts }) => (row === undefined ? undefined : posts.get(row.id)))
  const reviewed = (known?.state.status ?? row?.status) === 'reviewed'
  const flagged = known?.state.flagged ?? row?.flagged ?? false
  const spanCount = known === undefined ? (row?.spanCount ?? 0) : draftOf(known).length
  const sign = statusSign({ current, reviewed, flagged, problems: row?.problemCount ?? 0 })
  return (
    <div
      id={id}
      role="option"
      aria-selected={current}
      aria-posinset={position + 1}
      aria-setsize={total}
      className={rowList.row}
      style={{ transform: `translateY(${String(top)}px)`, height }}
      onClick={() => onOpen(position)}
    >
      {row === undefined ? null : (
        <>
          <span className={rowList.sign} data-sign={sign.name}>
            <span aria-hidden="true">{sign.symbol}</span>
            <span className="visually-hidden">{sign.words}. </span>
          </span>
          <span className={rowList.words} dir="auto">
            <RowText row={row} search={search} />
          </span>
          <span className={styles.count}>
            {spanCount}
            <span className="visually-hidden"> {spanCount === 1 ? 'span' : 'spans'}</span>
          </span>
        </>
      )}
    </div>
  )
})

interface RowTextProps {
  readonly row: PostSummary
  readonly search: string
}

/** The text with its mentions in bold, and what was searched for marked. */
function RowText({ row: { text, mentions }, search }: RowTextProps): ReactElement {
  const parts = useMemo(() => rowParts(text, mentions, searchMarks(text, search)), [text, mentions, search])
  return (
    <>
      {parts.map(({ start, text: part, bold, marked }) => {
        const words = bold ? <b>{part}</b> : part
        return <Fragment key={start}>{marked ? <mark>{words}</mark> : words}</Fragment>
      })}
    </>
  )
}
