import type { ReactElement } from 'react'
import type { Result } from '../../../shared/api/contract.ts'
import type { TrainedDocument } from '../../../shared/api/trainingDocuments.ts'
import { ChartFigure } from '../../components/ChartFigure.tsx'
import { formatPercentage, formatSeconds } from '../../components/numbers.ts'
import { ComparisonReport } from '../ComparisonReport.tsx'
import { ReadAgain } from '../ReadAgain.tsx'
import { lossChart, scoreChart } from './trainingCharts.ts'
import styles from './TrainView.module.css'

interface TrainOutcomeProps {
  readonly trained: TrainedDocument
  readonly project: NonNullable<Result<'projects.current'>>
}

/** What came of a training: its score with the interval, old against new, and the one next step. */
export function TrainOutcome({ trained, project }: TrainOutcomeProps): ReactElement {
  const { name, heldOut, seconds, epoch, epochs, comparison } = trained
  const score = scoreChart(epochs)
  return (
    <section className={styles.outcome} aria-label="Trained">
      <h2>
        {name} is ready: pass {epoch} of {epochs.length}, trained in {formatSeconds(Math.max(1, seconds))}
      </h2>
      {heldOut === null ? (
        <p className={styles.note}>Nothing was held out, so there is no score.</p>
      ) : (
        <p>
          <span className={styles.score}>F1 {formatPercentage(heldOut.micro.f1)}</span>{' '}
          <span className={styles.note}>
            {heldOut.interval95 === null
              ? 'on held-out posts'
              : `on held-out posts, 95 % interval ${heldOut.interval95.map(formatPercentage).join('–')}`}
          </span>
        </p>
      )}
      <ReadAgain key={trained.model} model={trained.model} project={project} />
      {comparison === null ? null : <ComparisonReport comparison={comparison} />}
      <div className={styles.charts}>
        <ChartFigure chart={lossChart(epochs)} file="loss" />
        {score === null ? null : <ChartFigure chart={score} file="held-out-f1" />}
      </div>
    </section>
  )
}
