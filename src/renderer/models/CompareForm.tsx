import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Params } from '../../shared/api/contract.ts'
import { comparisonDocument } from '../../shared/api/trainingDocuments.ts'
import type { Job } from '../../shared/domain/job.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { isActive } from '../app/jobs.ts'
import { useJob } from '../app/useJob.ts'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { ComparisonReport } from '../components/ComparisonReport.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { Choice, SelectField } from '../components/Field.tsx'
import { JobProgress } from '../components/JobProgress.tsx'
import { Section } from '../components/Page.tsx'
import type { Model } from './ModelList.tsx'
import styles from './ModelsView.module.css'

type Which = Params<'models.compare'>['which']

interface CompareFormProps {
  readonly model: Model
  readonly models: readonly Model[]
}

/** This model beside another one, on the same labelled posts. */
export function CompareForm({ model, models }: CompareFormProps): ReactElement | null {
  const { jobs } = useWorkbench()
  const others = models.filter(({ id, problem }) => id !== model.id && problem === null)
  const [chosen, setChosen] = useState<string | null>(null)
  const [which, setWhich] = useState<Which>('held-out')
  const [started, setStarted] = useState<Job | null>(null)
  const start = useCoreCall('models.compare', setStarted)
  const job = useJob(started)
  const first = chosen ?? others[0]?.id
  if (first === undefined || model.problem !== null) return null
  const comparison = comparisonDocument.safeParse(job?.result).data
  return (
    <Section title="Two models side by side">
      {job !== null && isActive(job) ? (
        <JobProgress job={job} onCancel={() => jobs.cancel(job.id)} />
      ) : (
        <div className={styles.form}>
          <SelectField
            label="Against"
            value={first}
            options={others.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setChosen}
          />
          <Choice
            label="On posts"
            value={which}
            options={[
              { value: 'held-out', label: 'Held out' },
              { value: 'reviewed', label: 'Reviewed' },
              { value: 'labelled', label: 'All labelled' },
            ]}
            onChange={setWhich}
          />
          <Button disabled={start.isPending} onClick={() => start.mutate({ first, second: model.id, which })}>
            Compare
          </Button>
        </div>
      )}
      {which === 'held-out' ? null : (
        <p className={styles.note}>A model looks better than it is on posts that it has learned from.</p>
      )}
      {start.error === null ? null : <ErrorNotice title="The comparison did not start" error={start.error} />}
      {job?.error == null ? null : (
        <ErrorNotice title="The comparison stopped" error={new Error(job.error.message)} />
      )}
      {comparison === undefined ? null : <ComparisonReport comparison={comparison} />}
    </Section>
  )
}
