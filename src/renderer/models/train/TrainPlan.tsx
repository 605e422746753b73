import type { ReactElement } from 'react'
import { useMemo } from 'react'
import type { TrainingPlanDocument } from '../../../shared/api/trainingDocuments.ts'
import type { Command } from '../../app/command.ts'
import { useCommandList } from '../../app/command.ts'
import { useCoreCall } from '../../app/coreCalls.ts'
import { useCoreQuery } from '../../app/coreQueries.ts'
import { isActive } from '../../app/jobs.ts'
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
  readonly readOnly: boolean
  /** The choices of the next training: the same under another name. */
  readonly onStarted: (next: Choices) => void
}

/** What would happen, before it does: posts, spans, time, and what speaks against it. */
export function TrainPlan({ choices, models, readOnly, onStarted }: TrainPlanProps): ReactElement {
  const { commands, jobs } = useWorkbench()
  const keyOf = useKeyOf()
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
  const types = [...new Set([...train.types, ...heldOut.types].map(({ type }) => type))]
  const spansOf = (part: typeof heldOut, type: string): string =>
    formatCount(part.types.find((one) => one.type === type)?.spans ?? 0)
  return (
    <section className={styles.plan} aria-label="Plan">
      <h2>Plan</h2>
      <DataTable
        caption="What goes in"
        rows={['Posts', ...(train.pictures === 0 ? [] : ['With a picture']), 'Spans', ...types]}
        rowKey={(row) => row}
        columns={[
          { title: 'What', cell: (row) => row },
          {
            title: 'Learn from',
            numeric: true,
            cell: (row) => cellOf(row, train, () => spansOf(train, row)),
          },
          {
            title: 'Held out',
            numeric: true,
            cell: (row) => cellOf(row, heldOut, () => spansOf(heldOut, row)),
          },
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

function cellOf(
  row: string,
  { posts, pictures, spans }: Pick<TrainingPlanDocument['heldOut'], 'posts' | 'pictures' | 'spans'>,
  ofType: () => string,
): string {
  if (row === 'Posts') return formatCount(posts)
  if (row === 'With a picture') return formatCount(pictures)
  return row === 'Spans' ? formatCount(spans) : ofType()
}
