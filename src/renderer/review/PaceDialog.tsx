import type { ReactElement } from 'react'
import { useStore } from '../app/store.ts'
import { useWorkbench } from '../app/workbench.ts'
import { DataTable } from '../components/DataTable.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { CheckField } from '../components/Field.tsx'
import type { PaceRow } from './pace.ts'
import { paceRows } from './pace.ts'
import type { Review } from './review.ts'
import styles from './PaceDialog.module.css'

const NAMES: Readonly<Record<PaceRow['prediction'], string>> = {
  right: 'Right',
  wrong: 'Corrected',
  none: 'None',
}

/** How long the decisions of this sitting took. */
export function PaceDialog({
  review,
  onClose,
}: {
  readonly review: Review
  readonly onClose: () => void
}): ReactElement {
  const { settings } = useWorkbench()
  const warned = useStore(settings, ({ paceWarning }) => paceWarning)
  const decisions = useStore(review.decisions)
  return (
    <Dialog title="Time per decision" onClose={onClose}>
      {decisions.length === 0 ? (
        <p>
          Nothing accepted in this sitting yet. Every post you accept is timed from the moment it is on
          screen.
        </p>
      ) : (
        <DataTable
          caption="Seconds per decision in this sitting"
          rows={paceRows(decisions).filter(({ posts }) => posts > 0)}
          rowKey={({ prediction }) => prediction}
          columns={[
            { title: 'Prediction', cell: ({ prediction }) => NAMES[prediction] },
            { title: 'Posts', numeric: true, cell: ({ posts }) => posts },
            { title: 'Median, s', numeric: true, cell: ({ median }) => median?.toFixed(1) },
            { title: 'Slowest, s', numeric: true, cell: ({ slowest }) => slowest?.toFixed(1) },
          ]}
        />
      )}
      <p className={styles.note}>
        Only this sitting, only on this machine. Pauses of more than 30 seconds count as 30.
      </p>
      <CheckField
        label="Say when posts are accepted faster than they can be read"
        checked={warned}
        onChange={(paceWarning) => settings.set((current) => ({ ...current, paceWarning }))}
      />
    </Dialog>
  )
}
