import type { ReactElement } from 'react'
import type { Result } from '../../shared/api/contract.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { Button } from '../components/Button.tsx'
import { DataTable } from '../components/DataTable.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { counted, formatCount, formatInstant } from '../components/numbers.ts'
import type { Project } from '../app/project.ts'
import { RULES } from './repairRules.ts'

type TagRepair = Result<'lint.repairs'>[number]

/** The repairs of tags so far, each with the way back. Draws nothing where there was none. */
export function RepairList({ project }: { readonly project: Project }): ReactElement | null {
  const repairs = useCoreQuery('lint.repairs', {})
  const undo = useCoreCall('lint.undoRepair')
  const failure = undo.error ?? repairs.error
  if (failure === null && (repairs.data === undefined || repairs.data.length === 0)) return null
  const wayBack = ({ id, undone }: TagRepair): ReactElement | string =>
    undone ? (
      'taken back'
    ) : (
      <Button
        disabled={project.readOnly || undo.isPending}
        onClick={() => undo.mutate({ project: project.location, id })}
      >
        Take back
      </Button>
    )
  return (
    <>
      <DataTable
        caption="Repairs so far"
        rows={repairs.data ?? []}
        rowKey={(repair) => repair.id}
        columns={[
          { title: 'Repair', cell: ({ rule }) => RULES.find(({ value }) => value === rule)?.label ?? rule },
          { title: 'By', cell: ({ author, at }) => `${author}, ${formatInstant(at)}` },
          { title: 'Posts', numeric: true, cell: ({ posts }) => formatCount(posts) },
          { title: 'Way back', cell: wayBack },
        ]}
      />
      {undo.data === undefined ? null : (
        <p role="status">
          The tags of {counted(undo.data.changed, 'post')} are as they were before the repair.
          {undo.data.left === 0
            ? ''
            : ` ${counted(undo.data.left, 'post')} changed since and stayed as they are.`}
        </p>
      )}
      {failure === null ? null : <ErrorNotice title="The repair was not taken back" error={failure} />}
    </>
  )
}
