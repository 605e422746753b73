import type { ReactElement } from 'react'
import { useState } from 'react'
import type { CurvePoint } from '../../../shared/api/trainingDocuments.ts'
import { useCoreQuery } from '../../app/coreQueries.ts'
import { isActive } from '../../app/jobs.ts'
import { useStore } from '../../app/store.ts'
import { useWorkbench } from '../../app/workbench.ts'
import { AskedPage } from '../../components/AskedPage.tsx'
import { ErrorNotice } from '../../components/ErrorNotice.tsx'
import { NoPosts } from '../../components/NoPosts.tsx'
import { Page } from '../../components/Page.tsx'
import type { Model } from '../ModelList.tsx'
import { LearningCurve } from './LearningCurve.tsx'
import { TrainForm } from './TrainForm.tsx'
import { TrainOutcome } from './TrainOutcome.tsx'
import { TrainPlan } from './TrainPlan.tsx'
import { TrainProgress } from './TrainProgress.tsx'
import { UnfinishedTrainings } from './UnfinishedTrainings.tsx'
import type { Choices } from './trainChoices.ts'
import { firstChoices } from './trainChoices.ts'
import styles from './TrainView.module.css'

/** From corrections to a better model: what goes in, what it will cost, how it goes, what came of it. */
export function TrainView(): ReactElement {
  const models = useCoreQuery('models.list', {})
  const project = useCoreQuery('projects.current', {}).data ?? null
  if (models.data === undefined || project === null)
    return (
      <AskedPage
        title="Train"
        asked={models}
        waiting="Reading the models"
        failure="The models could not be listed"
      />
    )
  if (project.posts === 0)
    return (
      <NoPosts title="Nothing to learn from yet">
        Here a model learns from the posts you review, and reads the others better.
      </NoPosts>
    )
  return <Training models={models.data} project={project} />
}

const NONE: readonly CurvePoint[] = []

interface TrainingProps {
  readonly models: readonly Model[]
  readonly project: Parameters<typeof TrainForm>[0]['project']
}

function Training({ models, project }: TrainingProps): ReactElement {
  const { jobs, router } = useWorkbench()
  const [choices, setChoices] = useState<Choices>(() => firstChoices(models))
  const job = useStore(jobs.all, (all) => all.find(({ kind }) => kind === 'train')) ?? null
  const asked = useStore(router.route, (route) => route.rest[0])
  const curve = useCoreQuery('training.curve', {}).data ?? NONE
  const runs = job !== null && isActive(job)
  const shown = asked ?? newIn(curve)
  return (
    <Page title="Train" summary="a model from the posts you reviewed" width="wide">
      {runs ? <TrainProgress job={job} /> : null}
      {job?.state === 'failed' ? (
        <ErrorNotice title="The training stopped" error={new Error(job.error?.message)}>
          <p>What it had learned is kept where it could be; unfinished trainings are listed below.</p>
        </ErrorNotice>
      ) : null}
      {runs || shown === null ? null : (
        <TrainOutcome name={shown} asked={asked !== undefined} models={models} project={project} />
      )}
      <UnfinishedTrainings readOnly={project.readOnly} runs={runs} />
      <div className={styles.columns}>
        <TrainForm choices={choices} onChange={setChoices} models={models} project={project} />
        <TrainPlan choices={choices} models={models} project={project} onStarted={setChoices} />
        <LearningCurve curve={curve} />
      </div>
    </Page>
  )
}

/** The newest training, if it ended while this page was open: what it came to is shown without asking. */
function newIn(curve: readonly CurvePoint[]): string | null {
  const last = curve.at(-1)
  return last !== undefined && Date.parse(last.at) > performance.timeOrigin ? last.name : null
}
