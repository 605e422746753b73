import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Params, Result } from '../../shared/api/contract.ts'
import type { Job } from '../../shared/domain/job.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { Choice, SelectField } from '../components/Field.tsx'
import { JobProgress } from '../components/JobProgress.tsx'
import { formatCount } from '../components/numbers.ts'
import { Waiting } from '../components/Waiting.tsx'
import { useCoreCall } from './coreCalls.ts'
import { useCoreQuery } from './coreQueries.ts'
import { isActive } from './jobs.ts'
import { PredictOutcome } from './PredictOutcome.tsx'
import { useStore } from './store.ts'
import { useJob } from './useJob.ts'
import { wantedModel } from './predictOverlay.ts'
import { useWorkbench } from './workbench.ts'
import styles from './PredictDialog.module.css'
import type { Project } from './project.ts'

type Choices = Pick<Params<'predict.start'>, 'which' | 'device'>
type Models = Result<'models.list'>

const DEVICES: readonly { readonly value: Choices['device']; readonly label: string }[] = [
  { value: 'auto', label: 'The fastest that answers' },
  { value: 'cpu', label: 'CPU' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'cuda', label: 'CUDA' },
  { value: 'directml', label: 'DirectML' },
  { value: 'coreml', label: 'Core ML' },
]

/** Lets a model read the posts: the one place for it, whichever view asked. */
export function PredictDialog(): ReactElement | null {
  const { overlay, jobs, router } = useWorkbench()
  const wanted = wantedModel(useStore(overlay))
  const [started, setStarted] = useState<Job | null>(null)
  const job = useJob(started)
  if (wanted === null) return null
  const close = (): void => {
    overlay.set(null)
    setStarted(null)
  }
  if (job === null) return <Question wanted={wanted} onStarted={setStarted} onClose={close} />
  const review = (): void => {
    close()
    router.go('review')
  }
  return (
    <Dialog
      title="Predict spans"
      onClose={close}
      actions={
        isActive(job) ? (
          <Button onClick={close}>Go on in the background</Button>
        ) : (
          <>
            <Button onClick={close}>Close</Button>
            <Button variant="primary" autoFocus onClick={review}>
              Review
            </Button>
          </>
        )
      }
    >
      {isActive(job) ? (
        <JobProgress job={job} onCancel={() => jobs.cancel(job.id)} />
      ) : (
        <PredictOutcome job={job} />
      )}
    </Dialog>
  )
}

interface QuestionProps {
  /** An id of `models.list`; empty: whichever was used last. */
  readonly wanted: string
  readonly onStarted: (job: Job) => void
  readonly onClose: () => void
}

/** Which model, which posts, and where it runs. */
function Question({ wanted, onStarted, onClose }: QuestionProps): ReactElement {
  const models = useCoreQuery('models.list', {})
  const project = useCoreQuery('projects.current', {}).data ?? null
  const sound = (models.data ?? []).filter(({ problem }) => problem === null)
  const [chosen, setChosen] = useState(wanted)
  const [choices, setChoices] = useState<Choices>({ which: 'unreviewed', device: 'auto' })
  const start = useCoreCall('predict.start', onStarted)
  // A model that was asked for is waited for: one that was just trained joins the list a moment later.
  const model = chosen === '' ? usual(sound, project) : (sound.find(({ id }) => id === chosen)?.id ?? null)
  const posts = project === null ? 0 : postsOf(project, choices.which)
  const ready = model !== null && posts > 0 && project?.readOnly === false && !start.isPending
  const begin = (): void => {
    if (model !== null) start.mutate({ model, ...choices, limit: null })
  }
  return (
    <Dialog
      title="Predict spans"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={!ready} onClick={begin}>
            Predict
          </Button>
        </>
      }
    >
      {model === null || project === null ? (
        <NoModel error={models.error} none={models.data !== undefined && sound.length === 0} />
      ) : (
        <div className={styles.choices}>
          <SelectField
            label="Model"
            autoFocus
            value={model}
            options={sound.map(({ id, name, size }) => ({ value: id, label: `${name} · ${size}` }))}
            onChange={setChosen}
          />
          <PostsAndDevice project={project} choices={choices} onChange={setChoices} />
        </div>
      )}
      {start.error === null ? null : <ErrorNotice title="The prediction did not start" error={start.error} />}
    </Dialog>
  )
}

interface PostsAndDeviceProps {
  readonly project: Project
  readonly choices: Choices
  readonly onChange: (choices: Choices) => void
}

function PostsAndDevice({ project, choices, onChange }: PostsAndDeviceProps): ReactElement {
  return (
    <>
      <Choice
        label="Posts"
        value={choices.which}
        options={[
          { value: 'unreviewed', label: `Not reviewed (${formatCount(postsOf(project, 'unreviewed'))})` },
          { value: 'all', label: `All (${formatCount(postsOf(project, 'all'))})` },
        ]}
        onChange={(which) => onChange({ ...choices, which })}
      />
      <SelectField
        label="Runs on"
        value={choices.device}
        options={DEVICES}
        onChange={(device) => onChange({ ...choices, device })}
      />
      <p className={styles.note}>
        {project.readOnly
          ? 'This project is open for reading only.'
          : 'What people have reviewed stays as it is. Posts this model has read already are not read again.'}
      </p>
    </>
  )
}

function NoModel({ error, none }: { readonly error: Error | null; readonly none: boolean }): ReactElement {
  if (error !== null) return <ErrorNotice title="The models could not be listed" error={error} />
  return none ? <p>There is no model that can be used.</p> : <Waiting label="Reading the models" />
}

function postsOf({ posts, reviewed }: Project, which: Choices['which']): number {
  return which === 'all' ? posts : posts - reviewed
}

/** The model of the last run, else the first there is. */
function usual(models: Models, project: Project | null): string | null {
  const last = models.find(({ name }) => name === project?.modelRun?.model)
  return (last ?? models[0])?.id ?? null
}
