import type { ReactElement } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import { formatScore } from '../components/numbers.ts'
import styles from './Evidence.module.css'

interface EvidenceProps {
  /** The words of the span. */
  readonly words: string
  readonly prediction: ScoredSpan
  readonly labels: ReadonlyMap<string, LabelDefinition>
}

/** How sure the model was, and what it would have said else. */
export function Evidence({ words, prediction, labels }: EvidenceProps): ReactElement {
  const { type, score, runnerUp } = prediction
  const readings = [{ type, score }, ...(runnerUp === null ? [] : [runnerUp])] as const
  return (
    <section className={styles.evidence} aria-label={`Evidence for ${words}`}>
      <h2 className={styles.words}>{words}</h2>
      <dl className={styles.readings}>
        {readings.map((reading) => (
          <div
            key={reading.type ?? ''}
            className={styles.reading}
            data-colour={reading.type === null ? 'none' : (labels.get(reading.type)?.colour ?? 'none')}
          >
            <dt>{reading.type ?? 'No entity'}</dt>
            <dd className={styles.measure}>
              <span className={styles.bar} aria-hidden="true">
                <span className={styles.share} style={{ width: `${String(reading.score * 100)}%` }} />
              </span>
              <span className={styles.score}>{formatScore(reading.score)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
