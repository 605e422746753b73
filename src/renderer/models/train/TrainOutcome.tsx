import type { ReactElement } from 'react'
import type { Result } from '../../../shared/api/contract.ts'
import type { TrainedDocument } from '../../../shared/api/trainingDocuments.ts'
import { predictOverlay } from '../../app/predictOverlay.ts'
import { useWorkbench } from '../../app/workbench.ts'
import { Button } from '../../components/Button.tsx'
import { ChartFigure } from '../../components/ChartFigure.tsx'
import { ComparisonReport } from '../../components/ComparisonReport.tsx'
import { counted, formatCount, formatPercentage, formatSeconds } from '../../components/numbers.ts'
import { lossChart, scoreChart } from './trainingCharts.ts'
import styles from './TrainView.module.css'

interface TrainOutcomeProps {
  readonly trained: TrainedDocument
  readonly project: NonNullable<Result<'projects.current'>>
}

/** What came of a training: its score with the interval, old against new, and the one next step. */
export function TrainOutcome({ trained, project }: TrainOutcomeProps): ReactElement {
  const { name, heldOut, seconds, epoch, epochs, comparison } = trained
  const { overlay } = useWorkbench()
  const score = scoreChart(epochs)
  const open = project.posts - project.reviewed
  const worse = comparison !== null && comparison.difference.f1 < 0
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
      {worse ? (
        <p className={styles.warning}>
          {comparison.first.name} reads the held-out posts better. Review more posts, or learn from more of
          the data, before {name} takes over.
        </p>
      ) : null}
      <div className={styles.actions}>
        <Button
          variant={worse ? 'plain' : 'primary'}
          disabled={open === 0 || project.readOnly}
          onClick={() => overlay.set(predictOverlay(trained.model))}
        >
          Read the {formatCount(open)} other posts with it
        </Button>
        <span className={styles.note}>{counted(project.reviewed, 'reviewed post')} stay as they are.</span>
      </div>
      {comparison === null ? null : <ComparisonReport comparison={comparison} />}
      <div className={styles.charts}>
        <ChartFigure chart={lossChart(epochs)} file="loss" />
        {score === null ? null : <ChartFigure chart={score} file="held-out-f1" />}
      </div>
    </section>
  )
}
