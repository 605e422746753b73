import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Job } from '../../shared/domain/job.ts'
import { CONTROL_WORDS, CONTROLS } from '../../shared/domain/reading.ts'
import type { Control } from '../../shared/domain/reading.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { isActive } from '../app/jobs.ts'
import { useStore } from '../app/store.ts'
import { useJob } from '../app/useJob.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { CheckField, SelectField } from '../components/Field.tsx'
import { JobProgress } from '../components/JobProgress.tsx'
import { Section } from '../components/Page.tsx'
import type { Which } from './caseFilter.ts'
import styles from './Readings.module.css'

/** Posts drawn at random: enough to tell a point of F1 apart, read in minutes. */
const DRAWN = { some: 1000, all: null } as const
type Drawn = keyof typeof DRAWN

interface ControlFormProps {
  readonly which: Which
  /** Name of the current model. */
  readonly model: string
  readonly readOnly: boolean
}

/** Has the current model read the posts again without what it is asked of. */
export function ControlForm({ which, model, readOnly }: ControlFormProps): ReactElement {
  const { jobs } = useWorkbench()
  const [controls, setControls] = useState<readonly Control[]>(CONTROLS)
  const [drawn, setDrawn] = useState<Drawn>('some')
  const [started, setStarted] = useState<Job | null>(null)
  const start = useCoreCall('errors.startControls', setStarted)
  // One that runs already is shown, also to who comes back to this page.
  const running = useStore(jobs.all, (all) => all.find((job) => job.kind === 'control' && isActive(job)))
  const job = useJob(running ?? started)
  return (
    <Section title="What are pictures and captions good for?">
      {job !== null && isActive(job) ? (
        <JobProgress job={job} onCancel={() => jobs.cancel(job.id)} />
      ) : (
        <div className={styles.row} role="group" aria-label={`Have ${model} read again`}>
          <div className={styles.controls}>
            {CONTROLS.map((control) => (
              <CheckField
                key={control}
                label={sentence(CONTROL_WORDS[control])}
                checked={controls.includes(control)}
                onChange={(checked) =>
                  setControls(CONTROLS.filter((one) => (one === control ? checked : controls.includes(one))))
                }
              />
            ))}
          </div>
          <SelectField
            label="Posts"
            value={drawn}
            options={[
              { value: 'some', label: 'Up to 1,000 at random' },
              { value: 'all', label: 'All of them' },
            ]}
            onChange={setDrawn}
          />
          <Button
            disabled={readOnly || controls.length === 0 || start.isPending}
            onClick={() => start.mutate({ which, controls: [...controls], limit: DRAWN[drawn] })}
          >
            Read them again
          </Button>
        </div>
      )}
      {start.error === null ? null : <ErrorNotice title="The controls did not start" error={start.error} />}
      {job?.error == null || job.state === 'cancelled' ? null : (
        <ErrorNotice title="The controls stopped" error={new Error(job.error.message)} />
      )}
      {job?.state === 'cancelled' ? <p role="status">Cancelled; nothing was kept.</p> : null}
      <p className={styles.note}>
        The same model reads the same posts once more for each; predictions and gold stay as they are.
      </p>
    </Section>
  )
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
