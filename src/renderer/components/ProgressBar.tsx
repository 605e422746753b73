import type { ReactElement } from 'react'
import styles from './ProgressBar.module.css'

interface ProgressBarProps {
  readonly label: string
  readonly done: number
  /** Null: not known yet; the bar then says only that work goes on. */
  readonly total: number | null
}

export function ProgressBar({ label, done, total }: ProgressBarProps): ReactElement {
  const share = total === null || total === 0 ? undefined : Math.min(1, done / total)
  return (
    <progress className={styles.bar} aria-label={label} {...(share === undefined ? {} : { value: share })} />
  )
}
