import type { ReactElement, ReactNode } from 'react'
import { useMemo } from 'react'
import { confusionChart, kindsChart } from '../../shared/charts/errorCharts.ts'
import { reliabilityChart } from '../../shared/charts/reliabilityChart.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { ChartFigure } from '../components/ChartFigure.tsx'
import { ChartSaving } from '../components/ChartSaving.tsx'
import { DataTable } from '../components/DataTable.tsx'
import { formatPercentage } from '../components/numbers.ts'
import { Section } from '../components/Page.tsx'
import { CaseLink } from './CaseLink.tsx'
import type { CaseFilter } from './caseFilter.ts'
import { titleOf } from './caseFilter.ts'
import { matrixOf } from './confusion.ts'
import { ConfusionMatrix } from './ConfusionMatrix.tsx'
import { KindBars } from './KindBars.tsx'
import type { Report } from './report.ts'
import { SliceTable } from './SliceTable.tsx'
import styles from './ErrorCasesView.module.css'

interface ErrorSummaryProps {
  readonly report: Report
  readonly labels: readonly LabelDefinition[]
  readonly filter: CaseFilter
  readonly onFilter: (filter: CaseFilter) => void
  /** Stands before the reliability of scores. */
  readonly children?: ReactNode
}

/** The counts: what went wrong, what was taken for what, how each type and each group of posts scores. */
export function ErrorSummary({
  report,
  labels,
  filter,
  onFilter,
  children,
}: ErrorSummaryProps): ReactElement {
  const matrix = useMemo(
    () =>
      matrixOf(
        report.confusion,
        labels.map((label) => label.name),
      ),
    [report.confusion, labels],
  )
  const reliability = useMemo(
    () => reliabilityChart(report.reliability.bins, report.reliability.ece),
    [report.reliability],
  )
  const scored = report.reliability.bins.filter(({ predicted }) => predicted > 0)
  const order = matrix.types.filter((type) => type !== null)
  const types = [...report.types].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
  const { gold, predicted } = filter
  return (
    <div className={styles.summary}>
      <Section
        title="What went wrong"
        actions={<ChartSaving chart={kindsChart(report.kinds, report.edges)} file="error-kinds" />}
      >
        <KindBars report={report} filter={filter} onFilter={onFilter} />
      </Section>
      <Section
        title="Gold (rows) against model"
        actions={<ChartSaving chart={confusionChart(report.confusion)} file="confusion" />}
      >
        <ConfusionMatrix
          matrix={matrix}
          chosen={gold === undefined || predicted === undefined ? null : { gold, predicted }}
          onChoose={(cell) =>
            onFilter({
              ...(cell.agrees ? { scope: 'gold' as const } : {}),
              gold: cell.gold,
              predicted: cell.predicted,
            })
          }
        />
      </Section>
      <Section title="By type">
        <DataTable
          caption="Scores by type"
          rows={types}
          rowKey={(row) => row.type}
          columns={[
            { title: 'Type', cell: (row) => row.type },
            { title: 'Precision', numeric: true, cell: (row) => formatPercentage(row.precision) },
            { title: 'Recall', numeric: true, cell: (row) => formatPercentage(row.recall) },
            { title: 'F1', numeric: true, cell: (row) => formatPercentage(row.f1) },
            {
              title: 'In gold',
              numeric: true,
              cell: ({ type, support }) => (
                <CaseLink count={support} filter={{ scope: 'gold', gold: type }} onFilter={onFilter} />
              ),
            },
            {
              title: 'Errors',
              numeric: true,
              cell: ({ type, kinds }) => (
                <CaseLink
                  count={Object.values(kinds).reduce((sum, cases) => sum + cases, 0)}
                  filter={{ type }}
                  onFilter={onFilter}
                />
              ),
            },
          ]}
        />
      </Section>
      <SliceTable slices={report.slices} onFilter={onFilter} />
      {children}
      <Section title="Can scores be believed?">
        <ChartFigure
          chart={reliability}
          file="reliability"
          rows={{
            title: (row) => `Show ${titleOf(scoreFilter(scored[row]))}`,
            onChoose: (row) => onFilter(scoreFilter(scored[row])),
          }}
        />
      </Section>
    </div>
  )
}

/** The spans a bar of the reliability chart counts. */
function scoreFilter(bin: Report['reliability']['bins'][number] | undefined): CaseFilter {
  return { scope: 'predicted', slice: { by: 'score', group: (bin?.from ?? 0).toFixed(1) } }
}
