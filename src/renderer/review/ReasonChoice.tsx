import type { ReactElement } from 'react'
import { useId } from 'react'
import { Kbd } from '../components/Kbd.tsx'
import styles from './CommentDialog.module.css'

interface ReasonChoiceProps {
  readonly reasons: readonly string[]
  readonly reason: string | null
  readonly onChange: (reason: string | null) => void
}

/** Why a post is commented on: one of the project's reasons, or none. A reason that is no longer offered stays to be seen. */
export function ReasonChoice({ reasons, reason, onChange }: ReasonChoiceProps): ReactElement {
  const name = useId()
  const offered = reason === null || reasons.includes(reason) ? reasons : [...reasons, reason]
  const option = (value: string | null, words: string, key: string | undefined): ReactElement => (
    <label key={words} className={styles.reason}>
      <input type="radio" name={name} checked={value === reason} onChange={() => onChange(value)} />
      <span>{words}</span>
      <Kbd keys={key} />
    </label>
  )
  return (
    <fieldset className={styles.reasons}>
      <legend>Reason</legend>
      {offered.map((each, index) =>
        option(each, each, index < reasons.length ? String(index + 1) : undefined),
      )}
      {option(null, 'None', '0')}
    </fieldset>
  )
}
