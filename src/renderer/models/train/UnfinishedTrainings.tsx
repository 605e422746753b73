import type { ReactElement } from 'react'
import { useEffect, useState } from 'react'
import { useCoreCall } from '../../app/coreCalls.ts'
import { useCoreQuery } from '../../app/coreQueries.ts'
import { useWorkbench } from '../../app/workbench.ts'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx'
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
  const [unwanted, setUnwanted] = useState<string | null>(null)
  const discard = useCoreCall('training.discard', () => {
    setUnwanted(null)
    again()
  })
  const stopped = (list.data ?? []).filter(({ job }) => job === null)
  const error = list.error ?? resume.error
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
                  onClick={() => setUnwanted(name)}
                >
                  Throw away
                </Button>
              </span>
            ),
          },
        ]}
      />
      {unwanted === null ? null : (
        <ConfirmDialog
          title={`Throw away the training of ${unwanted}?`}
          keep="Keep it"
          act="Throw away"
          failure="It was not thrown away"
          call={discard}
          onConfirm={() => discard.mutate({ name: unwanted })}
          onClose={() => setUnwanted(null)}
        >
          What it has learned is removed from the disk. The posts, and what people reviewed, stay.
        </ConfirmDialog>
      )}
    </Section>
  )
}
