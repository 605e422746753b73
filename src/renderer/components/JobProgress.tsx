import type { ReactElement } from 'react'
import type { Job } from '../../shared/domain/job.ts'
import { Button } from './Button.tsx'
import { formatCount, formatSeconds } from './numbers.ts'
import { ProgressBar } from './ProgressBar.tsx'
import styles from './JobProgress.module.css'

interface JobProgressProps {
  readonly job: Job
  readonly onCancel: () => void
  /** What stopping it is called; "Stop" where it can go on later. */
  readonly stop?: string
}

/** Long work as it goes on: what, how far, how long still, and a way to stop it. */
export function JobProgress({ job, onCancel, stop = 'Cancel' }: JobProgressProps): ReactElement {
  return (
    <div className={styles.job}>
      <div className={styles.words}>
        <strong>{job.title}</strong>
        <span className={styles.amount}>{amountOf(job)}</span>
      </div>
      <div className={styles.bar}>
        <ProgressBar label={job.title} done={job.done} total={job.total} />
        <Button variant="quiet" onClick={onCancel}>
          {stop}
        </Button>
      </div>
      {job.note === '' ? null : <p className={styles.note}>{job.note}</p>}
    </div>
  )
}

function amountOf({ state, done, total, unit, secondsLeft }: Job): string {
  if (state === 'queued') return 'waiting for its turn'
  // a stage that counts nothing
  if (unit === '' && total === null) return ''
  const amount = total === null ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`
  const left = secondsLeft === null ? '' : ` · ${formatSeconds(secondsLeft)} left`
  return `${amount} ${unit}${left}`
}
