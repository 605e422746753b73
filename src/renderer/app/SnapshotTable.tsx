import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Params, Result } from '../../shared/api/contract.ts'
import { Button } from '../components/Button.tsx'
import { ConfirmDialog } from '../components/ConfirmDialog.tsx'
import { DataTable, IN_CELL } from '../components/DataTable.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { counted, formatCount, formatInstant } from '../components/numbers.ts'
import { Waiting } from '../components/Waiting.tsx'
import { useCoreCall } from './coreCalls.ts'
import { useCoreQuery } from './coreQueries.ts'
import type { Project } from './project.ts'
import { showProject } from './showProject.ts'

type Snapshot = Result<'snapshots.list'>[number]

/** Why a copy was made. */
const REASONS: Readonly<Record<Snapshot['reason'], string>> = {
  open: 'The project was opened',
  hourly: 'Every hour with a change',
  import: 'Before an import',
  repair: 'Before a repair of tags',
  bulk: 'Before a change of many posts',
  migration: 'Before a newer program brought it up to date',
  manual: 'On request',
  replaced: 'What a restored snapshot replaced',
}

interface SnapshotTableProps {
  /** The open project by its location, or any other by its token. */
  readonly of: Params<'snapshots.restore'>['of']
  /** Posts reviewed by now; null: nobody knows, the project is not open. */
  readonly reviewed: number | null
  readonly readOnly: boolean
  readonly onRestored?: (project: Project) => void
}

/** The copies of a project's database, each with the way back to it. */
export function SnapshotTable({ of, reviewed, readOnly, onRestored }: SnapshotTableProps): ReactElement {
  const queries = useQueryClient()
  const snapshots = useCoreQuery('snapshots.list', { of: 'token' in of ? of.token : null })
  const [chosen, setChosen] = useState<Snapshot | null>(null)
  const [restored, setRestored] = useState<Snapshot | null>(null)
  const restore = useCoreCall('snapshots.restore', (project) => {
    setRestored(chosen)
    setChosen(null)
    showProject(queries, project)
    onRestored?.(project)
  })
  if (snapshots.error !== null)
    return <ErrorNotice title="The snapshots could not be listed" error={snapshots.error} />
  if (snapshots.data === undefined) return <Waiting label="Looking for snapshots" />
  if (snapshots.data.length === 0) return <p>There are none yet.</p>
  const wayBack = (snapshot: Snapshot): ReactElement => (
    <Button
      variant="quiet"
      className={IN_CELL}
      disabled={readOnly || snapshot.posts === null}
      aria-label={`Restore the snapshot of ${formatInstant(snapshot.takenAt)}`}
      onClick={() => {
        restore.reset()
        setChosen(snapshot)
      }}
    >
      Restore…
    </Button>
  )
  return (
    <>
      <DataTable
        caption="Snapshots, newest first"
        rows={snapshots.data}
        rowKey={({ name }) => name}
        columns={[
          { title: 'Taken', cell: ({ takenAt }) => formatInstant(takenAt) },
          { title: 'Why', cell: ({ reason }) => REASONS[reason] },
          {
            title: 'Posts',
            numeric: true,
            cell: ({ posts }) => (posts === null ? 'damaged' : formatCount(posts)),
          },
          {
            title: 'Reviewed then',
            numeric: true,
            cell: ({ reviewed: then }) => (then === null ? '' : formatCount(then)),
          },
          { title: 'Way back', cell: wayBack },
        ]}
      />
      {restored === null ? null : (
        <p role="status">
          The project is as it was on {formatInstant(restored.takenAt)}. What it was before is in the list as
          “{REASONS.replaced}”.
        </p>
      )}
      {chosen === null ? null : (
        <ConfirmDialog
          title={`Restore the snapshot of ${formatInstant(chosen.takenAt)}?`}
          keep="Leave it as it is"
          act="Restore"
          call={restore}
          failure="The snapshot was not restored"
          onConfirm={() => restore.mutate({ of, name: chosen.name })}
          onClose={() => setChosen(null)}
        >
          The project will hold {counted(chosen.posts ?? 0, 'post')}, {formatCount(chosen.reviewed ?? 0)} of
          them reviewed{reviewed === null ? '' : ` (now: ${formatCount(reviewed)})`}, and the predictions of
          then. What it holds now is kept and joins this list, so that you can come back to it. Work that is
          running in the project is stopped.
        </ConfirmDialog>
      )}
    </>
  )
}
