import type { ReactElement } from 'react'
import { useEffect, useRef } from 'react'
import type { TrainedDocument } from '../../../shared/api/trainingDocuments.ts'
import { useCoreQuery } from '../../app/coreQueries.ts'
import { predictOverlay } from '../../app/predictOverlay.ts'
import type { Project } from '../../app/project.ts'
import { useWorkbench } from '../../app/workbench.ts'
import { Button } from '../../components/Button.tsx'
import { ComparisonReport } from '../../components/ComparisonReport.tsx'
import { ErrorNotice } from '../../components/ErrorNotice.tsx'
import { counted, formatPercentage, formatSeconds } from '../../components/numbers.ts'
import { Waiting } from '../../components/Waiting.tsx'
import type { Model } from '../ModelList.tsx'
import { TrainingCharts } from './TrainingCharts.tsx'
import styles from './TrainView.module.css'

interface TrainOutcomeProps {
  /** Of the training. */
  readonly name: string
  /** Somebody asked to see it, from wherever on the page: it is brought to where they look. */
  readonly asked: boolean
  readonly models: readonly Model[]
  readonly project: Project
}

/** What came of a training: its score with the interval, old against new, and the one next step. */
export function TrainOutcome({ name, asked, models, project }: TrainOutcomeProps): ReactElement {
  const { data: trained, error } = useCoreQuery('training.outcome', { name })
  const section = useRef<HTMLElement>(null)
  const isThere = trained != null
  useEffect(() => {
    if (!asked || !isThere) return
    section.current?.focus({ preventScroll: true })
    section.current?.scrollIntoView({ block: 'start' })
  }, [asked, isThere, name])
  if (trained === undefined)
    return error === null ? (
      <Waiting label="Reading what the training came to" />
    ) : (
      <ErrorNotice title="What the training came to could not be read" error={error} />
    )
  if (trained === null) return <p role="status">What the training of {name} came to was not kept.</p>
  const { seconds, epoch, epochs, comparison } = trained
  // one that was just trained joins the list a moment later; one that was deleted is read with no more
  const made = models.find(({ id, sha256 }) => id === trained.model && sha256 === trained.sha256)
  return (
    <section ref={section} tabIndex={-1} className={styles.outcome} aria-label="Trained">
      <h2>
        {name}
        {made === undefined ? '' : ' is ready'}: pass {epoch} of {epochs.length}, trained in{' '}
        {formatSeconds(Math.max(1, seconds))}
      </h2>
      <Score heldOut={trained.heldOut} />
      {made === undefined ? null : <ReadWithIt trained={trained} kind={made.kind} project={project} />}
      {comparison === null ? null : <ComparisonReport comparison={comparison} />}
      <TrainingCharts epochs={epochs} />
    </section>
  )
}

function Score({ heldOut }: Pick<TrainedDocument, 'heldOut'>): ReactElement {
  if (heldOut === null) return <p className={styles.note}>Nothing was held out, so there is no score.</p>
  const { micro, interval95 } = heldOut
  return (
    <p>
      <span className={styles.score}>F1 {formatPercentage(micro.f1)}</span>{' '}
      <span className={styles.note}>
        on held-out posts
        {interval95 === null ? '' : `, 95 % interval ${interval95.map(formatPercentage).join('–')}`}
      </span>
    </p>
  )
}

interface ReadWithItProps extends Pick<TrainOutcomeProps, 'project'> {
  readonly trained: TrainedDocument
  readonly kind: Model['kind']
}

/** Switching to the new model: it reads what nobody has reviewed. A worse one is not urged on anybody. */
function ReadWithIt({ trained, kind, project }: ReadWithItProps): ReactElement {
  const { overlay } = useWorkbench()
  const { name, sha256, model, comparison } = trained
  const open = project.posts - project.reviewed
  const worse = comparison !== null && comparison.difference.f1 < 0
  if (project.modelRun?.sha256 === sha256)
    return <p className={styles.note}>The predictions shown are by this model.</p>
  return (
    <>
      {worse ? (
        <p className={styles.warning}>
          {comparison.first.name} reads the held-out posts better. Review more posts, or learn from more of
          the data, before {name} takes over
          {kind === 'vsgn' ? '.' : '; or train VSGN, which goes on from what it knows.'}
        </p>
      ) : null}
      <div className={styles.actions}>
        <Button
          variant={worse ? 'plain' : 'primary'}
          disabled={open === 0 || project.readOnly}
          onClick={() => overlay.set(predictOverlay(model))}
        >
          Read the {counted(open, 'other post')} with it
        </Button>
        <span className={styles.note}>
          {counted(project.reviewed, 'reviewed post')}{' '}
          {project.reviewed === 1 ? 'stays as it is' : 'stay as they are'}.
        </span>
      </div>
    </>
  )
}
