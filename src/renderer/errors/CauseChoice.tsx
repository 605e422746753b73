import type { ReactElement } from 'react'
import type { Cause } from '../../shared/domain/cause.ts'
import type { Example } from './report.ts'
import styles from './ExampleList.module.css'

interface CauseChoiceProps {
  readonly example: Example
  readonly causes: readonly Cause[]
  readonly onCause: (example: Example, cause: string | null) => void
}

/** Why the model is wrong here. What a rule suggests is named as that, and never counts until it is chosen. */
export function CauseChoice({ example, causes, onCause }: CauseChoiceProps): ReactElement | null {
  const wrong = example.cases.filter((found) => found.kind !== 'correct')
  const [first] = wrong
  if (first === undefined) return null
  const nameOf = (id: string): string => causes.find((cause) => cause.id === id)?.name ?? id
  const same = wrong.every(({ cause }) => cause === first.cause)
  const suggested = first.suggested
  return (
    <span className={styles.cause}>
      <select
        aria-label={`Cause of ${example.externalId}`}
        className={styles.causes}
        value={same ? (first.cause ?? '') : ''}
        onChange={(event) => onCause(example, event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{same ? 'Cause' : 'Several causes'}</option>
        {causes.map(({ id, name }, index) => (
          <option key={id} value={id}>
            {index + 1} {name}
          </option>
        ))}
        {first.cause === null || causes.some(({ id }) => id === first.cause) ? null : (
          <option value={first.cause}>{first.cause}</option>
        )}
      </select>
      {suggested === null ? null : (
        <span className={styles.suggested}>
          Suggested: {nameOf(suggested.cause)} ({suggested.reason})
        </span>
      )}
    </span>
  )
}
