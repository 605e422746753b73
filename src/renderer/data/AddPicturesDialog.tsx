import type { ReactElement } from 'react'
import { useState } from 'react'
import { importDocument } from '../../shared/api/jobResults.ts'
import type { Job } from '../../shared/domain/job.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import type { Project } from '../app/project.ts'
import { useJob } from '../app/useJob.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { JobProgress } from '../components/JobProgress.tsx'
import { CompanionCounts } from './CompanionCounts.tsx'
import { CompanionFields } from './CompanionFields.tsx'
import type { CompanionChoices } from './companionChoices.ts'
import { companionsOf, NO_COMPANIONS } from './companionChoices.ts'
import styles from './ImportDialog.module.css'
import { ImportProblems } from './ImportProblems.tsx'
import { JobFailure } from './JobFailure.tsx'

interface AddPicturesDialogProps {
  readonly file: Project['files'][number]
  readonly onClose: () => void
}

/** Pictures, captions and boxes for the posts of a file that is in the project already. */
export function AddPicturesDialog({ file, onClose }: AddPicturesDialogProps): ReactElement {
  const { jobs } = useWorkbench()
  const [choices, setChoices] = useState<CompanionChoices>(NO_COMPANIONS)
  const [started, setStarted] = useState<Job | null>(null)
  const start = useCoreCall('import.addPictures', setStarted)
  const job = useJob(started)
  const nothing = Object.values(choices).every((choice) => choice === null)
  return (
    <Dialog
      title={`Add pictures to ${file.name}`}
      width="full"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          {job === null ? (
            <Button
              variant="primary"
              disabled={nothing || start.isPending}
              onClick={() => start.mutate({ fileId: file.id, ...companionsOf(choices) })}
            >
              Add
            </Button>
          ) : null}
        </>
      }
    >
      {start.error === null ? null : <ErrorNotice title="Adding did not start" error={start.error} />}
      {job === null ? (
        <div className={styles.form}>
          <p>Posts get what they lack. A picture, caption or box that a post has stays as it is.</p>
          <CompanionFields
            choices={choices}
            onChange={(changed) => setChoices((now) => ({ ...now, ...changed }))}
          />
        </div>
      ) : job.state === 'queued' || job.state === 'running' ? (
        <JobProgress job={job} stop="Stop" onCancel={() => jobs.cancel(job.id)} />
      ) : (
        <Outcome job={job} />
      )}
    </Dialog>
  )
}

function Outcome({ job }: { readonly job: Job }): ReactElement {
  const { data: document } = importDocument.safeParse(job.result)
  return (
    <div className={styles.report}>
      <JobFailure job={job} />
      {document === undefined ? null : (
        <>
          <div role="status">
            {document.outcome === 'rejected' ? (
              <p className={styles.outcome}>Nothing was added. The project is as it was before.</p>
            ) : (
              <CompanionCounts document={document} />
            )}
          </div>
          <ImportProblems document={document} />
        </>
      )}
    </div>
  )
}
