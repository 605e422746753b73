import type { ReactElement } from 'react'
import { trainingDetail } from '../../../shared/api/trainingDocuments.ts'
import type { Job } from '../../../shared/domain/job.ts'
import { useWorkbench } from '../../app/workbench.ts'
import { ChartFigure } from '../../components/ChartFigure.tsx'
import { JobProgress } from '../../components/JobProgress.tsx'
import { lossChart, scoreChart } from './trainingCharts.ts'
import styles from './TrainView.module.css'

/** A training as it goes on: how far, how long still, loss and score so far. Stopping keeps what was learned. */
export function TrainProgress({ job }: { readonly job: Job }): ReactElement {
  const { jobs } = useWorkbench()
  const { data: detail } = trainingDetail.safeParse(job.detail)
  const epochs = detail?.epochs ?? []
  const score = scoreChart(epochs)
  return (
    <section className={styles.outcome} aria-label="Training">
      <JobProgress job={job} onCancel={() => jobs.cancel(job.id)} />
      {epochs.length === 0 ? null : (
        <div className={styles.charts}>
          <ChartFigure chart={lossChart(epochs)} file="loss" />
          {score === null ? null : <ChartFigure chart={score} file="held-out-f1" />}
        </div>
      )}
    </section>
  )
}
