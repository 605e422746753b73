import type { ReactElement } from 'react'
import { useMemo } from 'react'
import type { Result } from '../../shared/api/contract.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { DataTable } from '../components/DataTable.tsx'
import { formatCount, formatPercentage } from '../components/numbers.ts'
import { Section } from '../components/Page.tsx'
import type { CaseFilter } from './caseFilter.ts'
import { EVERYTHING } from './caseFilter.ts'
import { matrixOf } from './confusion.ts'
import { ConfusionMatrix } from './ConfusionMatrix.tsx'
import { KindBars } from './KindBars.tsx'
import styles from './ErrorCasesView.module.css'

export type Report = Result<'errors.report'>

interface ErrorSummaryProps {
  readonly report: Report
  readonly labels: readonly LabelDefinition[]
  readonly filter: CaseFilter
  readonly onFilter: (filter: CaseFilter) => void
}

/** The counts: what went wrong, what was taken for what, and how each type scores. */
export function ErrorSummary({ report, labels, filter, onFilter }: ErrorSummaryProps): ReactElement {
  const matrix = useMemo(
    () =>
      matrixOf(
        report.confusion,
        labels.map((label) => label.name),
      ),
    [report.confusion, labels],
  )
  const order = matrix.types.filter((type) => type !== null)
  const types = [...report.types].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
  return (
    <div className={styles.summary}>
      <Section title="What went wrong">
        <KindBars
          kinds={report.kinds}
          chosen={filter.by === 'kind' ? filter.kind : null}
          onChoose={(kind) => onFilter(kind === null ? EVERYTHING : { by: 'kind', kind })}
        />
      </Section>
      <Section title="Gold (rows) against model">
        <ConfusionMatrix
          matrix={matrix}
          chosen={filter.by === 'cell' ? filter : null}
          onChoose={({ gold, predicted }) => onFilter({ by: 'cell', gold, predicted })}
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
            { title: 'In gold', numeric: true, cell: (row) => formatCount(row.support) },
          ]}
        />
      </Section>
    </div>
  )
}
