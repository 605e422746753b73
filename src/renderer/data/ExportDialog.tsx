import type { ReactElement } from 'react'
import { useState } from 'react'
import { exportDocument } from '../../shared/api/jobResults.ts'
import type { Job } from '../../shared/domain/job.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { useJob } from '../app/useJob.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { CheckField, Choice, TextField } from '../components/Field.tsx'
import type { ChosenFile } from '../components/chosenFile.ts'
import { FileField } from '../components/FileField.tsx'
import { JobProgress } from '../components/JobProgress.tsx'
import { counted } from '../components/numbers.ts'
import styles from './ExportDialog.module.css'
import { ExportFormat } from './ExportFormat.tsx'
import { ExportLimits } from './ExportLimits.tsx'
import { ExportPlan } from './ExportPlan.tsx'
import type { ExportOptions } from './exportChoices.ts'
import { DEFAULT_EXPORT, settled, suggestName, variantOf } from './exportChoices.ts'
import { LabelMapFields } from './LabelMapFields.tsx'
import type { Project } from '../app/project.ts'
import { useFormats } from './useFormats.ts'

interface ExportDialogProps {
  readonly project: Project
  readonly onClose: () => void
}

/** What will be written is said before it is; the file appears whole or not at all. */
export function ExportDialog({ project, onClose }: ExportDialogProps): ReactElement {
  const { jobs } = useWorkbench()
  const info = useCoreQuery('app.info', {})
  const [chosen, setChosen] = useState<ExportOptions>(DEFAULT_EXPORT)
  const [folder, setFolder] = useState<ChosenFile | null>(null)
  const [typedName, setTypedName] = useState<string | null>(null)
  const [started, setStarted] = useState<Job | null>(null)
  const start = useCoreCall('export.start', setStarted)
  const job = useJob(started)

  const formats = useFormats()
  const options = settled(chosen)
  const name = typedName ?? suggestName(project.name, options, variantOf(chosen, formats)?.extension ?? 'txt')
  const native = info.data?.files === 'dialog'
  const set = (changed: Partial<ExportOptions>): void => setChosen({ ...chosen, ...changed })
  const chooseFolder = ([file]: readonly ChosenFile[]): void => {
    setFolder(file ?? null)
    if (native && file !== undefined) setTypedName(file.name)
  }
  if (job !== null) return <ExportOutcome job={job} onCancel={() => jobs.cancel(job.id)} onClose={onClose} />
  return (
    <Dialog
      title="Export posts"
      width="full"
      forwardByKey
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            keys="$mod+Enter"
            disabled={folder === null || name.trim() === '' || start.isPending}
            onClick={() => {
              if (folder !== null) start.mutate({ token: folder.token, name: name.trim(), options })
            }}
          >
            Export
          </Button>
        </>
      }
    >
      {start.error === null ? null : <ErrorNotice title="The export did not start" error={start.error} />}
      <div className={styles.columns}>
        <div className={styles.choices}>
          <ExportFormat chosen={chosen} formats={formats} onChange={set} />
          {chosen.format === 'retrain' ? (
            <p className={styles.note}>
              The reviewed posts with their gold, split as they are, and a manifest: counts, hash, who, when,
              and the model that pre-annotated.
            </p>
          ) : (
            <>
              <Choice
                label="Posts"
                value={chosen.which}
                options={[
                  { value: 'all', label: 'All' },
                  { value: 'reviewed', label: 'Reviewed' },
                ]}
                onChange={(which) => set({ which })}
              />
              <Choice
                label="Tags"
                value={chosen.tags}
                options={[
                  { value: 'gold', label: 'Gold' },
                  { value: 'predicted', label: 'Predicted' },
                ]}
                onChange={(tags) => set({ tags })}
              />
            </>
          )}
          {project.labels.some((label) => label.name === 'MISC') ? (
            <CheckField
              label="Write MISC as OTHER"
              hint="As Twitter-2015 does."
              checked={chosen.miscAsOther}
              onChange={(miscAsOther) => set({ miscAsOther })}
            />
          ) : null}
          <LabelMapFields
            title="Types as they are written"
            types={project.labels.map((label) => label.name)}
            names={[]}
            map={chosen.labels ?? {}}
            onChange={(labels) => set({ labels: Object.keys(labels).length === 0 ? null : labels })}
          />
          <ExportLimits chosen={chosen} onChange={set} />
        </div>
        <div className={styles.target}>
          <FileField
            label={native ? 'File' : 'Folder'}
            purpose="export"
            pick="folder"
            required
            suggestedName={name}
            value={folder === null ? [] : [folder]}
            onChange={chooseFolder}
          />
          {native ? null : (
            <TextField
              label="Name"
              value={name}
              maxLength={200}
              onChange={(event) => setTypedName(event.target.value)}
            />
          )}
          <ExportPlan options={options} />
        </div>
      </div>
    </Dialog>
  )
}

interface ExportOutcomeProps {
  readonly job: Job
  readonly onCancel: () => void
  readonly onClose: () => void
}

function ExportOutcome({ job, onCancel, onClose }: ExportOutcomeProps): ReactElement {
  const { data: written } = exportDocument.safeParse(job.result)
  const runs = job.state === 'queued' || job.state === 'running'
  return (
    <Dialog
      title={runs ? 'Exporting' : 'Export'}
      width="wide"
      onClose={onClose}
      actions={
        <Button key={job.state} autoFocus={!runs} onClick={onClose}>
          Close
        </Button>
      }
    >
      {runs ? <JobProgress job={job} onCancel={onCancel} /> : null}
      {job.state === 'cancelled' ? <p role="status">The export was cancelled. Nothing was written.</p> : null}
      {job.error === null ? null : (
        <ErrorNotice title="Nothing was written" error={new Error(job.error.message)} />
      )}
      {job.state === 'done' && written !== undefined ? (
        <div role="status" className={styles.written}>
          <p>
            <strong>{written.file}</strong> holds {counted(written.tweets, 'post')} and{' '}
            {counted(written.spans, 'span')}.
          </p>
          <p className={styles.note}>
            SHA-256 <code className={styles.hash}>{written.sha256}</code>
          </p>
        </div>
      ) : null}
    </Dialog>
  )
}
