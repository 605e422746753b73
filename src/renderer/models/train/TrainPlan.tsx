import type { ReactElement } from 'react'
import { useMemo } from 'react'
import type { TrainingPlanDocument } from '../../../shared/api/trainingDocuments.ts'
import { inLabelOrder } from '../../../shared/domain/labels.ts'
import type { Command } from '../../app/command.ts'
import { useCommandList } from '../../app/command.ts'
import { useCoreCall } from '../../app/coreCalls.ts'
import { useCoreQuery } from '../../app/coreQueries.ts'
import { isActive } from '../../app/jobs.ts'
import type { Project } from '../../app/project.ts'
import { useStore } from '../../app/store.ts'
import { useWorkbench } from '../../app/workbench.ts'
import { useKeyOf } from '../../app/useKeyOf.ts'
import { Button } from '../../components/Button.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { ErrorNotice } from '../../components/ErrorNotice.tsx'
import { counted, formatCount, formatEstimate } from '../../components/numbers.ts'
import { Waiting } from '../../components/Waiting.tsx'
import type { Model } from '../ModelList.tsx'
import type { Choices } from './trainChoices.ts'
import { freeName, isModelName } from './trainChoices.ts'
import styles from './TrainView.module.css'

interface TrainPlanProps {
  readonly choices: Choices
  readonly models: readonly Model[]
  readonly project: Project
  /** The choices of the next training: the same under another name. */
  readonly onStarted: (next: Choices) => void
}

/** What would happen, before it does: posts, spans, time, and what speaks against it. */
export function TrainPlan({ choices, models, project, onStarted }: TrainPlanProps): ReactElement {
  const { commands, jobs } = useWorkbench()
  const keyOf = useKeyOf()
  const { readOnly } = project
  const named = isModelName(choices.name)
  const plan = useCoreQuery('training.plan', choices, { enabled: named, keepPrevious: true })
  const start = useCoreCall('training.start', () => {
    const taken = [
      ...models,
      ...models.slice(0, 1).map((model) => ({ ...model, id: `project:${choices.name}` })),
    ]
    onStarted({ ...choices, name: freeName(choices.kind, taken) })
  })
  const runs = useStore(jobs.all, (all) => all.some((job) => job.kind === 'train' && isActive(job)))
  const ready =
    named && plan.data?.problem === null && !plan.isPlaceholderData && !readOnly && !runs && !start.isPending
  const { mutate } = start
  useCommandList(
    commands,
    useMemo<readonly Command[]>(
      () => [
        {
          id: 'train.start',
          title: 'Train this model',
          group: 'Train',
          keys: ['t'],
          foot: 'train',
          enabled: () => ready,
          run: () => mutate(choices),
        },
      ],
      [ready, mutate, choices],
    ),
  )
  if (plan.data === undefined)
    return (
      <section className={styles.plan} aria-label="Plan">
        <h2>Plan</h2>
        {plan.error === null ? (
          <Waiting label="Counting the posts" />
        ) : (
          <ErrorNotice title="The plan could not be made" error={plan.error} />
        )}
      </section>
    )
  const { train, heldOut, seconds, basis, problem, warnings } = plan.data
  return (
    <section className={styles.plan} aria-label="Plan">
      <h2>Plan</h2>
      <DataTable
        caption="What goes in"
        rows={rowsOf(
          plan.data,
          project.labels.map(({ name }) => name),
        )}
        rowKey={({ key }) => key}
        columns={[
          { title: 'What', cell: ({ name }) => name },
          { title: 'Learn from', numeric: true, cell: ({ count }) => formatCount(count(train)) },
          { title: 'Held out', numeric: true, cell: ({ count }) => formatCount(count(heldOut)) },
        ]}
      />
      <p>
        {counted(train.epochs, 'pass', 'passes')}, about {formatEstimate(Math.max(1, seconds))}
        <span className={styles.note}>
          {basis === 'measured'
            ? ', as earlier trainings here took'
            : ', by an estimate from another machine'}
          . Review goes on meanwhile.
        </span>
      </p>
      {warnings.map((warning) => (
        <p key={warning} className={styles.warning}>
          {warning}
        </p>
      ))}
      {problem === null ? null : <p role="status">{problem}</p>}
      {start.error === null ? null : <ErrorNotice title="The training did not start" error={start.error} />}
      <div className={styles.actions}>
        <Button
          variant="primary"
          keys={keyOf('train.start')}
          disabled={!ready}
          onClick={() => mutate(choices)}
        >
          Train
        </Button>
        {readOnly ? <span className={styles.note}>This project is open for reading only.</span> : null}
      </div>
    </section>
  )
}

interface PlanRow {
  readonly key: string
  readonly name: string
  readonly count: (part: TrainingPlanDocument['heldOut']) => number
}

/** Posts, those with a picture where the model looks at any, spans, and spans of each type. */
function rowsOf({ train, heldOut }: TrainingPlanDocument, order: readonly string[]): readonly PlanRow[] {
  const types = [...train.types, ...heldOut.types].map(({ type }) => type)
  const pictures: PlanRow = { key: 'pictures', name: 'With a picture', count: (part) => part.pictures }
  return [
    { key: 'posts', name: 'Posts', count: ({ posts }) => posts },
    ...(train.pictures === 0 ? [] : [pictures]),
    { key: 'spans', name: 'Spans', count: ({ spans }) => spans },
    ...inLabelOrder(types, order).map((type) => ({
      key: `type ${type}`,
      name: type,
      count: (part: TrainingPlanDocument['heldOut']) =>
        part.types.find((one) => one.type === type)?.spans ?? 0,
    })),
  ]
}
