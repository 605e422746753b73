import type { ReactElement } from 'react'
import { useEffect } from 'react'
import { useCoreCall } from '../../app/coreCalls.ts'
import { useCoreQuery } from '../../app/coreQueries.ts'
import { useWorkbench } from '../../app/workbench.ts'
import { Button } from '../../components/Button.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { ErrorNotice } from '../../components/ErrorNotice.tsx'
import { formatCount, formatInstant } from '../../components/numbers.ts'
import { Section } from '../../components/Page.tsx'
import { KIND_TITLES } from './trainChoices.ts'
import styles from './TrainView.module.css'

interface UnfinishedTrainingsProps {
  readonly readOnly: boolean
  /** Whether a training runs now: its end changes the list. */
  readonly runs: boolean
}

/** Trainings that were stopped and can go on to the very weights they would have had. */
export function UnfinishedTrainings({ readOnly, runs }: UnfinishedTrainingsProps): ReactElement | null {
  const { queries } = useWorkbench()
  const list = useCoreQuery('training.unfinished', {})
  const again = (): void => {
    queries.invalidateQueries({ queryKey: ['training.unfinished', {}] }).catch(() => undefined) // asked again when drawn
  }
  useEffect(() => {
    queries.invalidateQueries({ queryKey: ['training.unfinished'] }).catch(() => undefined) // asked again when drawn
  }, [queries, runs])
  const resume = useCoreCall('training.resume', again)
  const discard = useCoreCall('training.discard', again)
  const stopped = (list.data ?? []).filter(({ job }) => job === null)
  const error = list.error ?? resume.error ?? discard.error
  if (stopped.length === 0 && error === null) return null
  return (
    <Section title="Unfinished trainings">
      {error === null ? null : <ErrorNotice title="The training could not go on" error={error} />}
      <DataTable
        caption="Unfinished trainings"
        rows={stopped}
        rowKey={(row) => row.name}
        columns={[
          { title: 'Name', cell: (row) => row.name },
          { title: 'Kind', cell: (row) => KIND_TITLES.get(row.kind) },
          { title: 'Posts', numeric: true, cell: (row) => formatCount(row.posts) },
          { title: 'Begun', cell: (row) => formatInstant(row.startedAt) },
          {
            title: 'Next',
            cell: ({ name }) => (
              <span className={styles.actions}>
                <Button disabled={readOnly || resume.isPending} onClick={() => resume.mutate({ name })}>
                  Go on
                </Button>
                <Button
                  variant="quiet"
                  disabled={readOnly || discard.isPending}
                  onClick={() => discard.mutate({ name })}
                >
                  Throw away
                </Button>
              </span>
            ),
          },
        ]}
      />
    </Section>
  )
}
