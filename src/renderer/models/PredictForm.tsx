import type { ReactElement } from 'react'
import { useMemo, useState } from 'react'
import type { Params, Result } from '../../shared/api/contract.ts'
import type { Job } from '../../shared/domain/job.ts'
import type { Command } from '../app/command.ts'
import { useCommandList } from '../app/command.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { useJob } from '../app/useJob.ts'
import { useWorkbench } from '../app/workbench.ts'
import { useKeyOf } from '../app/useKeyOf.ts'
import { Button } from '../components/Button.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { Choice, SelectField } from '../components/Field.tsx'
import { JobProgress } from '../components/JobProgress.tsx'
import { formatCount } from '../components/numbers.ts'
import type { Model } from './ModelList.tsx'
import { PredictOutcome } from './PredictOutcome.tsx'
import styles from './ModelsView.module.css'

type Choices = Pick<Params<'predict.start'>, 'which' | 'device'>

const DEVICES: readonly { readonly value: Choices['device']; readonly label: string }[] = [
  { value: 'auto', label: 'The fastest that answers' },
  { value: 'cpu', label: 'CPU' },
  { value: 'webgpu', label: 'WebGPU' },
  { value: 'cuda', label: 'CUDA' },
  { value: 'directml', label: 'DirectML' },
  { value: 'coreml', label: 'Core ML' },
]

interface PredictFormProps {
  readonly model: Model
  readonly project: NonNullable<Result<'projects.current'>>
}

/** "Predict with this model": which posts, where, how far it is, what came of it. */
export function PredictForm({ model, project }: PredictFormProps): ReactElement {
  const { commands, jobs } = useWorkbench()
  const keyOf = useKeyOf()
  const [choices, setChoices] = useState<Choices>({ which: 'unreviewed', device: 'auto' })
  const [started, setStarted] = useState<Job | null>(null)
  const start = useCoreCall('predict.start', setStarted)
  const job = useJob(started)
  const runs = job !== null && (job.state === 'queued' || job.state === 'running')
  const posts = choices.which === 'all' ? project.posts : project.posts - project.reviewed
  const ready = posts > 0 && !project.readOnly && !start.isPending && !runs
  const { mutate } = start

  useCommandList(
    commands,
    useMemo<readonly Command[]>(
      () => [
        {
          id: 'models.predict',
          title: 'Predict with this model',
          group: 'Models',
          keys: ['p'],
          foot: 'predict',
          enabled: () => ready,
          run: () => mutate({ model: model.id, ...choices, limit: null }),
        },
      ],
      [ready, mutate, model.id, choices],
    ),
  )
  if (job !== null && runs)
    return (
      <section className={styles.predict} aria-label="Prediction">
        <JobProgress job={job} onCancel={() => jobs.cancel(job.id)} />
      </section>
    )
  return (
    <section className={styles.predict} aria-label="Predict with this model">
      {start.error === null ? null : <ErrorNotice title="The prediction did not start" error={start.error} />}
      {job === null ? null : <PredictOutcome job={job} />}
      <div className={styles.form}>
        <Choice
          label="Posts"
          value={choices.which}
          options={[
            { value: 'unreviewed', label: `Not reviewed (${formatCount(project.posts - project.reviewed)})` },
            { value: 'all', label: `All (${formatCount(project.posts)})` },
          ]}
          onChange={(which) => setChoices({ ...choices, which })}
        />
        <SelectField
          label="Runs on"
          value={choices.device}
          options={DEVICES}
          onChange={(device) => setChoices({ ...choices, device })}
        />
        <Button
          variant="primary"
          keys={keyOf('models.predict')}
          disabled={!ready}
          onClick={() => mutate({ model: model.id, ...choices, limit: null })}
        >
          Predict with this model
        </Button>
      </div>
      <p className={styles.note}>
        {project.readOnly
          ? 'This project is open for reading only.'
          : 'What people have reviewed stays as it is. Posts this model has read already are not read again.'}
      </p>
    </section>
  )
}
