import type { ReactElement } from 'react'
import { useState } from 'react'
import { groupWords, SLICE_WORDS } from '../../shared/domain/caseWords.ts'
import type { SliceName } from '../../shared/domain/slice.ts'
import { DataTable } from '../components/DataTable.tsx'
import { Choice } from '../components/Field.tsx'
import { formatPercentage } from '../components/numbers.ts'
import { Section } from '../components/Page.tsx'
import { CaseLink } from './CaseLink.tsx'
import type { CaseFilter } from './caseFilter.ts'
import type { Report } from './report.ts'

interface SliceTableProps {
  readonly slices: Report['slices']
  readonly onFilter: (filter: CaseFilter) => void
}

/** Where the model is good and where it is not: one way of cutting the posts at a time. */
export function SliceTable({ slices, onFilter }: SliceTableProps): ReactElement {
  const [by, setBy] = useState<SliceName>('surface')
  const groups = slices.find((slice) => slice.by === by)?.groups ?? []
  return (
    <Section
      title="By group"
      note={
        by === 'surface' ? 'seen: gold in another post (of the split train where there is one)' : undefined
      }
    >
      <Choice
        bare
        label="Groups by"
        value={by}
        options={slices.map((slice) => ({ value: slice.by, label: SLICE_WORDS[slice.by] }))}
        onChange={setBy}
      />
      <DataTable
        caption={`Scores by ${SLICE_WORDS[by].toLowerCase()}`}
        rows={groups}
        rowKey={(row) => row.group}
        columns={[
          { title: 'Group', cell: ({ group }) => groupWords({ by, group }) },
          { title: 'F1', numeric: true, cell: (row) => formatPercentage(row.f1) },
          ...(
            [
              ['In gold', 'gold'],
              ['Predicted', 'predicted'],
              ['Right', 'correct'],
              ['Errors', 'errors'],
            ] as const
          ).map(([title, scope]) => ({
            title,
            numeric: true,
            cell: (row: (typeof groups)[number]) => (
              <CaseLink
                count={row[scope]}
                filter={{ ...(scope === 'errors' ? {} : { scope }), slice: { by, group: row.group } }}
                onFilter={onFilter}
              />
            ),
          })),
        ]}
      />
    </Section>
  )
}
