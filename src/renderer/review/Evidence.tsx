import type { ReactElement } from 'react'
import type { Reading } from '../../shared/domain/explanation.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { fileTokens } from '../../shared/domain/recut.ts'
import { formatScore } from '../components/numbers.ts'
import { EvidenceDetails } from './EvidenceDetails.tsx'
import { InputEffects } from './InputEffects.tsx'
import type { KnownPost } from './knownPost.ts'
import { predictionOf } from './knownPost.ts'
import { wordsOf } from './postLayout.ts'
import type { Review } from './review.ts'
import type { Target } from './selection.ts'
import { useSpanEvidence } from './useSpanEvidence.ts'
import styles from './Evidence.module.css'

interface EvidenceProps {
  readonly review: Review
  readonly post: KnownPost
  readonly target: Target
  readonly labels: ReadonlyMap<string, LabelDefinition>
}

/** Readings that are listed. */
const LISTED = 4

/** How sure the model is of these tokens, what it would say else, and what each of its inputs changes. */
export function Evidence({ review, post, target, labels }: EvidenceProps): ReactElement {
  const { evidence, error } = useSpanEvidence(review)
  const { start, end } = target.kind === 'range' ? target : target.span
  const words = wordsOf(post.detail, start, end)
  const readings = evidence?.readings.slice(0, LISTED) ?? storedReadings(post, target)
  return (
    <section className={styles.evidence} aria-label={`Evidence for ${words}`}>
      <div className={styles.half}>
        <h2 className={styles.title} title={words}>
          {words}
        </h2>
        {readings.length === 0 ? <p className={styles.quiet}>{waitingWords(post, error)}</p> : null}
        <dl className={styles.readings}>
          {readings.map((reading) => (
            <ReadingBar key={reading.type ?? ''} reading={reading} labels={labels} />
          ))}
        </dl>
        {evidence === undefined ? null : (
          <p className={styles.quiet}>Ahead of the next by {formatScore(evidence.distance)}</p>
        )}
      </div>
      {evidence === undefined ? (
        <p className={styles.quiet} role="status">
          {readings.length > 0 && error !== null ? error.message : ''}
        </p>
      ) : (
        <>
          <InputEffects evidence={evidence} />
          <EvidenceDetails evidence={evidence} tokens={fileTokens(post.detail).tokens} />
        </>
      )}
    </section>
  )
}

function ReadingBar({
  reading: { type, score },
  labels,
}: {
  readonly reading: Reading
  readonly labels: ReadonlyMap<string, LabelDefinition>
}): ReactElement {
  const colour = type === null ? undefined : labels.get(type)?.colour
  return (
    <div className={styles.reading} data-colour={colour ?? 'none'}>
      <dt>{type ?? 'No entity'}</dt>
      <dd className={styles.measure}>
        <span className={styles.bar} aria-hidden="true">
          <span className={styles.share} style={{ width: `${String(score * 100)}%` }} />
        </span>
        <span className={styles.score}>{formatScore(score)}</span>
      </dd>
    </div>
  )
}

/** What the prediction kept of its readings: at once there, while the model is asked. */
function storedReadings(post: KnownPost, target: Target): readonly Reading[] {
  const prediction = target.kind === 'range' ? null : predictionOf(post, target.span)
  if (prediction === null) return []
  const { type, score, runnerUp } = prediction
  return [{ type, score }, ...(runnerUp === null ? [] : [runnerUp])]
}

function waitingWords({ detail }: KnownPost, error: Error | null): string {
  if (error !== null) return error.message
  return detail.predicted === null ? 'No model has read this post yet. Asking one…' : 'Asking the model…'
}
