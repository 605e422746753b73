import type { ReactElement } from 'react'
import { useState } from 'react'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { Job } from '../../shared/domain/job.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useJob } from '../app/useJob.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { JobProgress } from '../components/JobProgress.tsx'
import { counted } from '../components/numbers.ts'
import type { ImportChoices } from './importChoices.ts'
import { NO_CHOICES, optionsOf, startOf } from './importChoices.ts'
import { ImportForm } from './ImportForm.tsx'
import { ImportPreview } from './ImportPreview.tsx'
import { ImportReport } from './ImportReport.tsx'
import { importDocument } from '../../shared/api/jobResults.ts'
import styles from './ImportDialog.module.css'

interface ImportDialogProps {
  readonly labels: readonly LabelDefinition[]
  readonly onClose: () => void
}

/** From files to posts: choose, look at what will be stored, import, read what became of it. */
export function ImportDialog({ labels, onClose }: ImportDialogProps): ReactElement {
  const { jobs } = useWorkbench()
  const [choices, setChoices] = useState<ImportChoices>(NO_CHOICES)
  const [started, setStarted] = useState<Job | null>(null)
  const preview = useCoreQuery(
    'import.preview',
    { files: choices.files.map((file) => file.token), options: optionsOf(choices) },
    { enabled: choices.files.length > 0, keepPrevious: true },
  )
  const start = useCoreCall('import.start', setStarted)
  const job = useJob(started)
  const run = (chosen: ImportChoices): void => {
    setChoices(chosen)
    setStarted(null)
    start.mutate(startOf(chosen))
  }
  const again = (): void => {
    setStarted(null)
    start.reset()
  }

  if (job === null)
    return (
      <Dialog
        title="Import posts"
        width="full"
        forwardByKey
        onClose={onClose}
        actions={
          <>
            <Button onClick={onClose}>Close</Button>
            <Button
              variant="primary"
              keys="$mod+Enter"
              disabled={choices.files.length === 0 || start.isPending}
              onClick={() => run(choices)}
            >
              {choices.files.length < 2 ? 'Import' : `Import ${counted(choices.files.length, 'file')}`}
            </Button>
          </>
        }
      >
        {start.error === null ? null : <ErrorNotice title="The import did not start" error={start.error} />}
        <div className={styles.columns}>
          <ImportForm
            choices={choices}
            files={preview.data?.files ?? []}
            labels={labels}
            onChange={(changed) => setChoices((now) => ({ ...now, ...changed }))}
          />
          <ImportPreview
            preview={choices.files.length === 0 ? null : preview}
            labels={labels}
            onFormat={(format) => setChoices({ ...choices, format })}
          />
        </div>
      </Dialog>
    )

  const runs = job.state === 'queued' || job.state === 'running'
  return (
    <Dialog
      title={runs ? 'Importing' : 'Import report'}
      width="full"
      onClose={onClose}
      actions={
        runs ? (
          <Button onClick={onClose}>Close</Button>
        ) : (
          <EndActions
            stored={wasStored(job)}
            onAgain={again}
            onClose={onClose}
            onSkipBad={choices.skipBad ? null : () => run({ ...choices, skipBad: true })}
          />
        )
      }
    >
      {runs ? (
        <div className={styles.running}>
          <JobProgress job={job} onCancel={() => jobs.cancel(job.id)} />
          <p className={styles.note}>
            Nothing is in the project before all of it is. You can close this window and go on working.
          </p>
        </div>
      ) : (
        <ImportReport job={job} />
      )}
    </Dialog>
  )
}

interface EndActionsProps {
  readonly stored: boolean
  readonly onAgain: () => void
  readonly onClose: () => void
  /** Null: bad records were already left out. */
  readonly onSkipBad: (() => void) | null
}

/** What one does next depends on whether anything came in. */
function EndActions({ stored, onAgain, onClose, onSkipBad }: EndActionsProps): ReactElement {
  const { router } = useWorkbench()
  return (
    <>
      <Button onClick={onAgain}>{stored ? 'Import more' : 'Change the choices'}</Button>
      <Button onClick={onClose}>Close</Button>
      {stored ? (
        <Button variant="primary" autoFocus onClick={() => router.go('review')}>
          Review posts
        </Button>
      ) : onSkipBad === null ? null : (
        <Button variant="primary" onClick={onSkipBad}>
          Import the good records
        </Button>
      )}
    </>
  )
}

function wasStored(job: Job): boolean {
  const { data: document } = importDocument.safeParse(job.result)
  return document !== undefined && document.outcome !== 'rejected'
}
