import type { ReactElement } from 'react'
import { trainingDetail } from '../../../shared/api/trainingDocuments.ts'
import type { TrainingDetail } from '../../../shared/api/trainingDocuments.ts'
import type { Job } from '../../../shared/domain/job.ts'
import { useWorkbench } from '../../app/workbench.ts'
import { JobProgress } from '../../components/JobProgress.tsx'
import { TrainingCharts } from './TrainingCharts.tsx'
import type { RunningPass } from './trainingCharts.ts'
import styles from './TrainView.module.css'

/** A training as it goes on: how far, how long still, loss and score so far. Stopping keeps what was learned. */
export function TrainProgress({ job }: { readonly job: Job }): ReactElement {
  const { jobs } = useWorkbench()
  const { data: detail } = trainingDetail.safeParse(job.detail)
  return (
    <section className={styles.outcome} aria-label="Training">
      <JobProgress job={job} stop="Stop" onCancel={() => jobs.cancel(job.id)} />
      {detail === undefined ? null : (
        <TrainingCharts epochs={detail.epochs} running={runningPass(job, detail)} />
      )}
    </section>
  )
}

/** How far it is in passes: the job counts their parts. */
function runningPass({ done, total }: Job, { loss, passes }: TrainingDetail): RunningPass {
  const share = total === null || total === 0 ? 0 : done / total
  return { passes, loss, at: Math.round(100 * passes * share) / 100 }
}
