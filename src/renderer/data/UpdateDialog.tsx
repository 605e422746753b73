import type { ReactElement } from 'react'
import { useState } from 'react'
import { updateDocument } from '../../shared/api/jobResults.ts'
import type { ChangeKind } from '../../shared/domain/fileChange.ts'
import { CHANGE_KINDS } from '../../shared/domain/fileChange.ts'
import type { Job } from '../../shared/domain/job.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useJob } from '../app/useJob.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import type { ChosenFile } from '../components/chosenFile.ts'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { FileField } from '../components/FileField.tsx'
import { JobProgress } from '../components/JobProgress.tsx'
import { counted, formatCount } from '../components/numbers.ts'
import { Waiting } from '../components/Waiting.tsx'
import { FileDifferences } from './FileDifferences.tsx'
import styles from './ImportDialog.module.css'
import type { Project } from '../app/project.ts'

interface UpdateDialogProps {
  readonly file: Project['files'][number]
  readonly labels: readonly LabelDefinition[]
  readonly onClose: () => void
}

/** What is safe to take over without a look: it changes nothing that a person did here. */
const CHOSEN_FIRST: readonly ChangeKind[] = ['added', 'retagged']

/** A file of the project beside a newer version of it: what differs, and what of that to take over. */
export function UpdateDialog({ file, labels, onClose }: UpdateDialogProps): ReactElement {
  const { jobs } = useWorkbench()
  const [chosen, setChosen] = useState<readonly ChosenFile[]>([])
  const [apply, setApply] = useState<ReadonlySet<ChangeKind>>(new Set(CHOSEN_FIRST))
  const [started, setStarted] = useState<Job | null>(null)
  const [pictures, setPictures] = useState<readonly ChosenFile[]>([])
  const changed = { fileId: file.id, file: chosen[0]?.token ?? '' }
  const comparison = useCoreQuery('import.compare', changed, {
    enabled: chosen.length > 0 && started === null,
  })
  const start = useCoreCall('import.update', setStarted)
  const job = useJob(started)
  const kinds = CHANGE_KINDS.filter((kind) => apply.has(kind) && (comparison.data?.counts[kind] ?? 0) > 0)
  const posts = kinds.reduce((sum, kind) => sum + (comparison.data?.counts[kind] ?? 0), 0)

  return (
    <Dialog
      title={`Update ${file.name}`}
      width="full"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          {job === null ? (
            <Button
              variant="primary"
              disabled={kinds.length === 0 || start.isPending}
              onClick={() => start.mutate({ ...changed, apply: kinds, pictures: pictures[0]?.token ?? null })}
            >
              {posts === 0 ? 'Take over' : `Take over ${counted(posts, 'change')}`}
            </Button>
          ) : null}
        </>
      }
    >
      {start.error === null ? null : <ErrorNotice title="The update did not start" error={start.error} />}
      {job === null ? (
        <div className={styles.report}>
          <FileField
            label="Newer version"
            hint={`It is read as ${file.name} was, types by the same names. Nothing changes before you choose what to take over.`}
            purpose="import"
            pick="file"
            required
            value={chosen}
            onChange={setChosen}
          />
          <FileField
            label="Pictures folder"
            hint="Pictures of new posts, found by name."
            purpose="pictures"
            pick="folder"
            value={pictures}
            onChange={setPictures}
          />
          {chosen.length > 0 && comparison.isPending ? <Waiting label="Comparing" /> : null}
          {comparison.error === null ? null : (
            <ErrorNotice title="The files could not be compared" error={comparison.error} />
          )}
          {comparison.data === undefined ? null : (
            <FileDifferences
              differences={comparison.data}
              labels={labels}
              chosen={apply}
              onChange={setApply}
            />
          )}
        </div>
      ) : job.state === 'queued' || job.state === 'running' ? (
        <JobProgress job={job} onCancel={() => jobs.cancel(job.id)} />
      ) : (
        <Outcome job={job} />
      )}
    </Dialog>
  )
}

function Outcome({ job }: { readonly job: Job }): ReactElement {
  const { data: done } = updateDocument.safeParse(job.result)
  if (job.error !== null)
    return <ErrorNotice title="Nothing was changed" error={new Error(job.error.message)} />
  if (done === undefined) return <p>The update was cancelled. Nothing was changed.</p>
  const changes = CHANGE_KINDS.reduce((sum, kind) => sum + done[kind], 0) - done.left
  return (
    <p className={styles.outcome} role="status">
      {counted(changes, 'change')} taken over.
      {done.left === 0 ? '' : ` ${counted(done.left, 'post')} left as corrected here meanwhile.`}
      {done.pictures === null
        ? ''
        : ` Pictures of new posts: ${formatCount(done.pictures.found)} found, ${formatCount(done.pictures.missing)} missing, ${formatCount(done.pictures.broken + done.pictures.refused)} broken.`}
    </p>
  )
}
