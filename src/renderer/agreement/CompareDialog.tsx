import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useEffect, useState } from 'react'
import { agreementDocument } from '../../shared/api/jobResults.ts'
import type { AgreementPosts } from '../../shared/domain/agreement.ts'
import type { Job } from '../../shared/domain/job.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { isActive } from '../app/jobs.ts'
import type { Project } from '../app/project.ts'
import { useJob } from '../app/useJob.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import type { ChosenFile } from '../components/chosenFile.ts'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { Choice } from '../components/Field.tsx'
import { FileField } from '../components/FileField.tsx'
import { JobProgress } from '../components/JobProgress.tsx'
import styles from './CompareDialog.module.css'

interface CompareDialogProps {
  readonly project: Project
  /** With the id of the comparison. */
  readonly onCompared: (agreement: number) => void
  readonly onClose: () => void
}

type From = 'project' | 'files'

/** Where the work of the second annotator is, and which posts count. */
export function CompareDialog({ project, onCompared, onClose }: CompareDialogProps): ReactElement {
  const { jobs } = useWorkbench()
  const queries = useQueryClient()
  const [from, setFrom] = useState<From>('project')
  const [chosen, setChosen] = useState<readonly ChosenFile[]>([])
  const [posts, setPosts] = useState<AgreementPosts>(project.reviewed > 0 ? 'reviewed' : 'labelled')
  const [started, setStarted] = useState<Job | null>(null)
  const start = useCoreCall('agreement.start', setStarted)
  const job = useJob(started)
  const running = job !== null && isActive(job)
  const [first, ...more] = chosen.map(({ token }) => token)

  const made = agreementDocument.safeParse(job?.result).data?.agreement
  useEffect(() => {
    if (made === undefined) return
    // The comparison is in the list before anybody goes there.
    queries.invalidateQueries({ queryKey: ['agreement.list'] }).then(
      () => onCompared(made),
      () => onCompared(made), // the page asks again and says what is wrong
    )
  }, [queries, made, onCompared])

  return (
    <Dialog
      title="Compare with a second annotator"
      width="wide"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{running ? 'Close' : 'Cancel'}</Button>
          <Button
            variant="primary"
            disabled={first === undefined || running || start.isPending}
            onClick={() => {
              if (first === undefined) return
              const second =
                from === 'project' ? { kind: from, folder: first } : { kind: from, files: [first, ...more] }
              start.mutate({ project: project.location, second, posts })
            }}
          >
            Compare
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Choice
          label="Their work is"
          value={from}
          options={[
            { value: 'project', label: 'A project' },
            { value: 'files', label: 'Files exported from one' },
          ]}
          onChange={(next) => {
            setFrom(next)
            setChosen([])
          }}
        />
        {from === 'project' ? (
          <FileField
            key="project"
            label="Project of the second annotator"
            hint="A folder whose name ends in .vsgn. It is read and not changed."
            purpose="project"
            pick="folder"
            required
            value={chosen}
            onChange={setChosen}
          />
        ) : (
          <FileField
            key="files"
            label="Files of the second annotator"
            hint="In any format that is read here. Have them export reviewed posts only: most formats do not say what was reviewed."
            purpose="import"
            pick="files"
            required
            value={chosen}
            onChange={setChosen}
          />
        )}
        <Choice
          label="Posts that count"
          value={posts}
          options={[
            { value: 'reviewed', label: 'Reviewed by both' },
            { value: 'labelled', label: 'Labelled by both, reviewed or not' },
          ]}
          hint="Posts are matched by id and words. Every post that does not count is counted and shown."
          onChange={setPosts}
        />
        {start.error === null ? null : (
          <ErrorNotice title="The comparison did not start" error={start.error} />
        )}
        {job === null ? null : running ? (
          <JobProgress job={job} onCancel={() => jobs.cancel(job.id)} />
        ) : job.error === null ? null : (
          <ErrorNotice title="Nothing was compared" error={new Error(job.error.message)} />
        )}
      </div>
    </Dialog>
  )
}
