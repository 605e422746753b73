import type { ReactElement } from 'react'
import { useMemo } from 'react'
import type { CurvePoint } from '../../../shared/api/trainingDocuments.ts'
import { hashOf } from '../../app/route.ts'
import { ChartFigure } from '../../components/ChartFigure.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { formatCount, formatInstant, formatPercentage } from '../../components/numbers.ts'
import { Section } from '../../components/Page.tsx'
import { curveChart } from './trainingCharts.ts'
import styles from './TrainView.module.css'

interface LearningCurveProps {
  /** Oldest first. */
  readonly curve: readonly CurvePoint[]
}

/** Every training of the project, and how its score grew with the posts people reviewed. */
export function LearningCurve({ curve }: LearningCurveProps): ReactElement {
  const chart = useMemo(() => curveChart(curve), [curve])
  if (curve.length === 0)
    return (
      <Section title="Trainings so far">
        <p className={styles.note}>
          None yet. Each stays here with its score, and a curve shows what more reviewed posts bring.
        </p>
      </Section>
    )
  const percentOr = (value: number | null): string => (value === null ? '' : formatPercentage(value))
  return (
    <Section title="Trainings so far">
      {chart === null ? null : (
        <div className={styles.charts}>
          <ChartFigure chart={chart} file="learning-curve" />
        </div>
      )}
      <DataTable
        caption="Trainings"
        rows={[...curve].reverse()}
        rowKey={(row) => `${row.at} ${row.name}`}
        columns={[
          {
            title: 'Model',
            cell: ({ name }) => <a href={hashOf({ view: 'train', rest: [name] })}>{name}</a>,
          },
          { title: 'When', cell: (row) => formatInstant(row.at) },
          { title: 'Posts', numeric: true, cell: (row) => formatCount(row.posts) },
          { title: 'Reviewed', numeric: true, cell: (row) => formatCount(row.reviewed) },
          { title: 'Held out', numeric: true, cell: (row) => formatCount(row.heldOut) },
          { title: 'F1 before', numeric: true, cell: (row) => percentOr(row.before) },
          { title: 'F1', numeric: true, cell: (row) => percentOr(row.f1) },
          {
            title: '95 % interval',
            numeric: true,
            cell: ({ interval95 }) => interval95?.map(formatPercentage).join('–') ?? '',
          },
        ]}
      />
    </Section>
  )
}
