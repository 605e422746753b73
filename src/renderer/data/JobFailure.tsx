import type { ReactElement } from 'react'
import type { Job } from '../../shared/domain/job.ts'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import styles from './ImportDialog.module.css'

/** Why a job has no result, in its own words, which say what became of the project; nothing where it has one. */
export function JobFailure({ job }: { readonly job: Job }): ReactElement | null {
  if (job.error === null) return null
  if (job.state === 'cancelled') return <p className={styles.outcome}>{job.error.message}</p>
  return <ErrorNotice title={`${job.title} failed`} error={new Error(job.error.message)} />
}
