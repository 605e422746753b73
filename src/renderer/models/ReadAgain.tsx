import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Result } from '../../shared/api/contract.ts'
import type { Job } from '../../shared/domain/job.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { useJob } from '../app/useJob.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { JobProgress } from '../components/JobProgress.tsx'
import { counted, formatCount } from '../components/numbers.ts'
import { isActive } from '../app/jobs.ts'
import { PredictOutcome } from './PredictOutcome.tsx'
import styles from './ModelsView.module.css'

interface ReadAgainProps {
  /** An id of `models.list`. */
  readonly model: string
  readonly project: NonNullable<Result<'projects.current'>>
}

/** Switches to a model: it reads the posts nobody has reviewed; the others stay as people left them. */
export function ReadAgain({ model, project }: ReadAgainProps): ReactElement {
  const { jobs } = useWorkbench()
  const [started, setStarted] = useState<Job | null>(null)
  const start = useCoreCall('predict.start', setStarted)
  const job = useJob(started)
  const open = project.posts - project.reviewed
  if (job !== null && isActive(job)) return <JobProgress job={job} onCancel={() => jobs.cancel(job.id)} />
  if (job !== null) return <PredictOutcome job={job} />
  return (
    <div className={styles.outcome}>
      <Button
        variant="primary"
        disabled={open === 0 || project.readOnly || start.isPending}
        onClick={() => start.mutate({ model, which: 'unreviewed', device: 'auto', limit: null })}
      >
        Read the {formatCount(open)} other posts with it
      </Button>
      <span className={styles.note}>{counted(project.reviewed, 'reviewed post')} stay as they are.</span>
      {start.error === null ? null : <ErrorNotice title="The prediction did not start" error={start.error} />}
    </div>
  )
}
