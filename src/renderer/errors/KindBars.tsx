import type { ReactElement } from 'react'
import type { ErrorKind } from '../../shared/domain/errorCase.ts'
import { formatCount } from '../components/numbers.ts'
import { KIND_WORDS } from './caseFilter.ts'
import styles from './KindBars.module.css'

const ORDER: readonly ErrorKind[] = ['missed', 'wrong-type', 'spurious', 'wrong-boundary']

interface KindBarsProps {
  readonly kinds: Readonly<Record<ErrorKind, number>>
  readonly chosen: ErrorKind | null
  /** Choosing the chosen one again lets go of it. */
  readonly onChoose: (kind: ErrorKind | null) => void
}

/** One bar a kind, its number beside it; a bar is a button that narrows the examples to its cases. */
export function KindBars({ kinds, chosen, onChoose }: KindBarsProps): ReactElement {
  const most = Math.max(1, ...ORDER.map((kind) => kinds[kind]))
  return (
    <ul>
      {ORDER.map((kind) => (
        <li key={kind}>
          <button
            type="button"
            className={styles.kind}
            aria-pressed={chosen === kind}
            onClick={() => onChoose(chosen === kind ? null : kind)}
          >
            <span className={styles.name}>{KIND_WORDS[kind]}</span>
            <span className={styles.track}>
              <span className={styles.bar} style={{ width: `${(100 * kinds[kind]) / most}%` }} />
            </span>
            <span className={styles.count}>
              {formatCount(kinds[kind])}
              <span className="visually-hidden"> cases</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
