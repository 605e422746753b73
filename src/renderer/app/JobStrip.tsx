import type { ReactElement } from 'react'
import { useEffect } from 'react'
import { importDocument } from '../../shared/api/jobResults.ts'
import type { Job } from '../../shared/domain/job.ts'
import { CloseIcon } from '../components/icons.tsx'
import { formatCount, formatEstimate } from '../components/numbers.ts'
import { ProgressBar } from '../components/ProgressBar.tsx'
import { isActive } from './jobs.ts'
import { useStore } from './store.ts'
import { useWorkbench } from './workbench.ts'
import styles from './JobStrip.module.css'

/** How long (ms) a job that went well stays in sight. */
const FAREWELL = 6000

/** Long work, wherever it was started: import, prediction and export share this place. */
export function JobStrip(): ReactElement | null {
  const { jobs, announcement } = useWorkbench()
  const all = useStore(jobs.all)
  const job = all.find(isActive) ?? all[0]
  const finished = job !== undefined && (job.state === 'done' || job.state === 'cancelled') ? job.id : null
  const ending = job === undefined || isActive(job) ? '' : outcome(job)

  useEffect(() => {
    if (ending !== '') announcement.set(ending)
  }, [announcement, ending])
  useEffect(() => {
    if (finished === null) return
    const timer = setTimeout(() => jobs.dismiss(finished), FAREWELL)
    return () => clearTimeout(timer)
  }, [jobs, finished])

  if (job === undefined) return null
  return isActive(job) ? (
    <section className={styles.strip} aria-label={job.title}>
      <span className={styles.title}>{job.title}</span>
      <span className={styles.bar}>
        <ProgressBar label={job.title} done={job.done} total={job.total} />
      </span>
      <span className={styles.count}>{progress(job)}</span>
      <button
        type="button"
        className={styles.close}
        aria-label={`Cancel: ${job.title}`}
        title="Cancel"
        onClick={() => jobs.cancel(job.id)}
      >
        <CloseIcon />
      </button>
    </section>
  ) : (
    <section className={styles.strip} aria-label={job.title}>
      <span className={job.state === 'failed' ? styles.failed : styles.title} title={job.error?.message}>
        {outcome(job)}
      </span>
      <button
        type="button"
        className={styles.close}
        aria-label="Dismiss"
        onClick={() => jobs.dismiss(job.id)}
      >
        <CloseIcon />
      </button>
    </section>
  )
}

function progress({ done, total, unit, secondsLeft }: Job): string {
  // a stage that counts nothing
  if (unit === '' && total === null) return ''
  const count =
    total === null ? `${formatCount(done)} ${unit}` : `${formatCount(done)} of ${formatCount(total)}`
  return secondsLeft === null || secondsLeft < 2 ? count : `${count} · ${formatEstimate(secondsLeft)} left`
}

function outcome(job: Job): string {
  if (job.state === 'failed') return `${job.title} failed: ${job.error?.message ?? 'no reason was given'}`
  if (job.state === 'cancelled')
    return `${job.title}: ${job.kind === 'train' ? 'stopped, can go on' : 'cancelled'}`
  return refused(job) ? `${job.title}: nothing was imported` : `${job.title}: done`
}

/** An import that turned its files down ends well as a job, and badly for the person. */
function refused({ kind, result }: Job): boolean {
  if (kind !== 'import') return false
  const document = importDocument.safeParse(result)
  return document.success && document.data.outcome === 'rejected'
}
