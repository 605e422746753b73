import type { ReactElement } from 'react'
import { formatCount } from '../components/numbers.ts'
import type { CaseFilter } from './caseFilter.ts'
import { titleOf } from './caseFilter.ts'
import styles from './ErrorCasesView.module.css'

interface CaseLinkProps {
  readonly count: number
  readonly filter: CaseFilter
  readonly onFilter: (filter: CaseFilter) => void
}

/** A number that leads to what it counts; nothing leads nowhere. */
export function CaseLink({ count, filter, onFilter }: CaseLinkProps): ReactElement {
  if (count === 0) return <>0</>
  return (
    <button type="button" className={styles.link} title={titleOf(filter)} onClick={() => onFilter(filter)}>
      {formatCount(count)}
      <span className="visually-hidden"> show {titleOf(filter)}</span>
    </button>
  )
}
