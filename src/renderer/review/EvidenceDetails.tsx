import type { ReactElement } from 'react'
import type { SpanEvidence } from '../../shared/domain/explanation.ts'
import { gateWords, lookWords, meanAlignment, neighbourWords, regionWords } from './evidenceWords.ts'
import styles from './Evidence.module.css'

interface EvidenceDetailsProps {
  readonly evidence: SpanEvidence
  readonly tokens: readonly string[]
}

/** What the inside of the network says, a line each; what a model does not have is left out. */
export function EvidenceDetails({ evidence, tokens }: EvidenceDetailsProps): ReactElement {
  const shares = meanAlignment(evidence.picture)
  const lines: readonly (readonly [name: string, words: string | null])[] = [
    ['Looks', evidence.picture === null || shares === null ? null : lookWords(evidence.picture, shares)],
    ['Regions', regionWords(evidence)],
    ['Tied to', neighbourWords(evidence, tokens)],
    ['Fusion', gateWords(evidence)],
    ['Model', evidence.model.name],
  ]
  return (
    <dl className={styles.details}>
      {lines.map(([name, words]) =>
        words === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ),
      )}
    </dl>
  )
}
