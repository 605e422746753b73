import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Cause } from '../../shared/domain/cause.ts'
import type { Project } from '../app/project.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { DataTable } from '../components/DataTable.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { counted, formatCount } from '../components/numbers.ts'
import { Section } from '../components/Page.tsx'
import { CaseLink } from './CaseLink.tsx'
import { CauseDialog } from './CauseDialog.tsx'
import type { CaseFilter, Compared } from './caseFilter.ts'
import { useTableSaving } from './useTableSaving.ts'
import styles from './ErrorCasesView.module.css'

interface CauseTableProps {
  readonly compared: Compared
  readonly project: Project
  readonly onFilter: (filter: CaseFilter) => void
}

/** Why the model is wrong, as people judged it, beside what rules would say of the rest. */
export function CauseTable({ project, compared, onFilter }: CauseTableProps): ReactElement | null {
  const { connection } = useWorkbench()
  const report = useCoreQuery('errors.causes', compared, { keepPrevious: true })
  const [editing, setEditing] = useState<readonly Cause[] | null>(null)
  const table = useTableSaving('error-cases-with-causes.csv')
  if (report.data === undefined)
    return report.error === null ? null : (
      <ErrorNotice title="The causes could not be read" error={report.error} />
    )
  const { rows, judged, cases, causes } = report.data
  return (
    <Section
      title="Why"
      note={`${formatCount(judged)} of ${counted(cases, 'case')} judged; on a post, a number key gives its cause`}
    >
      <DataTable
        caption="Causes"
        rows={rows.map((row, index) => ({ ...row, index }))}
        rowKey={(row) => row.cause?.id ?? ''}
        columns={[
          {
            title: 'Cause',
            cell: ({ cause, index }) =>
              cause === null
                ? 'Not judged'
                : index < causes.length
                  ? `${index + 1} ${cause.name}`
                  : cause.name,
          },
          {
            title: 'Cases',
            numeric: true,
            cell: (row) => (
              <CaseLink count={row.cases} filter={{ cause: row.cause?.id ?? null }} onFilter={onFilter} />
            ),
          },
          {
            title: 'Share of judged',
            numeric: true,
            cell: (row) =>
              row.cause === null || judged === 0 ? '' : ((100 * row.cases) / judged).toFixed(1),
          },
          {
            title: 'Suggested by rule',
            numeric: true,
            cell: (row) => (row.cause === null ? '' : formatCount(row.suggested)),
          },
        ]}
      />
      <div className={styles.foot}>
        <Button
          disabled={table.isPending}
          onClick={() => table.mutate((after) => connection.call('errors.caseTable', { ...compared, after }))}
        >
          Save cases as CSV
        </Button>
        {project.readOnly ? null : <Button onClick={() => setEditing(causes)}>Change the causes</Button>}
      </div>
      {table.error === null ? null : <ErrorNotice title="The cases were not saved" error={table.error} />}
      {editing === null ? null : (
        <CauseDialog project={project} causes={editing} onClose={() => setEditing(null)} />
      )}
    </Section>
  )
}
