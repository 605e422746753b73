import type { ReactElement } from 'react'
import { EDGE_WORDS, KIND_WORDS } from '../../shared/domain/caseWords.ts'
import { EDGE_KINDS } from '../../shared/domain/edgeKind.ts'
import { ERROR_KINDS } from '../../shared/domain/errorCase.ts'
import { formatCount } from '../components/numbers.ts'
import type { CaseFilter } from './caseFilter.ts'
import { EVERYTHING } from './caseFilter.ts'
import type { Report } from './report.ts'
import styles from './KindBars.module.css'

const ORDER = (Object.keys(KIND_WORDS) as (keyof typeof KIND_WORDS)[]).filter((kind) =>
  ERROR_KINDS.includes(kind),
)

interface KindBarsProps {
  readonly report: Pick<Report, 'kinds' | 'edges'>
  readonly filter: CaseFilter
  readonly onFilter: (filter: CaseFilter) => void
}

/**
 * One bar a kind, its number beside it; a bar is a button that narrows the examples to its cases, and lets go of them
 * when it is chosen again. Under the wrong edges stands how they are wrong.
 */
export function KindBars({ report, filter, onFilter }: KindBarsProps): ReactElement {
  const { kinds, edges } = report
  const most = Math.max(1, ...ORDER.map((kind) => kinds[kind]))
  return (
    <ul>
      {ORDER.map((kind) => {
        const chosen = filter.kind === kind && filter.edge === undefined
        return (
          <Bar
            key={kind}
            name={KIND_WORDS[kind]}
            count={kinds[kind]}
            most={most}
            chosen={chosen}
            onChoose={() => onFilter(chosen ? EVERYTHING : { kind })}
          />
        )
      })}
      {EDGE_KINDS.filter((edge) => edges[edge] > 0).map((edge) => {
        const chosen = filter.edge === edge
        return (
          <Bar
            key={edge}
            part
            name={EDGE_WORDS[edge]}
            count={edges[edge]}
            most={most}
            chosen={chosen}
            onChoose={() => onFilter(chosen ? EVERYTHING : { kind: 'wrong-boundary', edge })}
          />
        )
      })}
    </ul>
  )
}

interface BarProps {
  readonly name: string
  readonly count: number
  readonly most: number
  readonly chosen: boolean
  /** A part of the bar above. */
  readonly part?: boolean
  readonly onChoose: () => void
}

function Bar({ name, count, most, chosen, part = false, onChoose }: BarProps): ReactElement {
  return (
    <li>
      <button
        type="button"
        className={part ? `${styles.kind} ${styles.part}` : styles.kind}
        aria-pressed={chosen}
        onClick={onChoose}
      >
        <span className={styles.name}>{name}</span>
        <span className={styles.track}>
          <span className={styles.bar} style={{ width: `${(100 * count) / most}%` }} />
        </span>
        <span className={styles.count}>
          {formatCount(count)}
          <span className="visually-hidden"> {count === 1 ? 'case' : 'cases'}</span>
        </span>
      </button>
    </li>
  )
}
