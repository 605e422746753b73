import type { ReactElement } from 'react'
import type { TrainingDetail } from '../../../shared/api/trainingDocuments.ts'
import { ChartFigure } from '../../components/ChartFigure.tsx'
import type { RunningPass } from './trainingCharts.ts'
import { lossChart, scoreChart } from './trainingCharts.ts'
import styles from './TrainView.module.css'

interface TrainingChartsProps {
  readonly epochs: TrainingDetail['epochs']
  /** Null: the training is over. */
  readonly running?: RunningPass | null
}

/** Loss and held-out F1, pass by pass. */
export function TrainingCharts({ epochs, running = null }: TrainingChartsProps): ReactElement | null {
  const score = scoreChart(epochs, running)
  if (epochs.length === 0 && running?.loss == null) return null
  return (
    <div className={styles.charts}>
      <ChartFigure chart={lossChart(epochs, running)} file="loss" />
      {score === null ? null : <ChartFigure chart={score} file="held-out-f1" />}
    </div>
  )
}
