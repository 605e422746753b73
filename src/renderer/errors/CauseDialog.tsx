import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Cause } from '../../shared/domain/cause.ts'
import { MOST_CAUSES } from '../../shared/domain/cause.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { causesOfLines } from './causeLines.ts'
import styles from './CauseDialog.module.css'

interface CauseDialogProps {
  readonly causes: readonly Cause[]
  readonly onClose: () => void
}

/** The set of causes of the project, one a line. */
export function CauseDialog({ causes, onClose }: CauseDialogProps): ReactElement {
  const [text, setText] = useState(causes.map(({ name }) => name).join('\n'))
  const save = useCoreCall('errors.setCauses', onClose)
  const next = causesOfLines(text, causes)
  return (
    <Dialog
      title="Causes of errors"
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={next.length === 0 || next.length > MOST_CAUSES || save.isPending}
            onClick={() => save.mutate({ causes: next })}
          >
            Use these
          </Button>
        </>
      }
    >
      <label className={styles.field}>
        One a line, up to nine; the first has the key 1
        <textarea
          className={styles.lines}
          rows={MOST_CAUSES}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p>Cases that were given a cause keep it, also when it is no longer in this list.</p>
      {save.error === null ? null : <ErrorNotice title="The causes were not kept" error={save.error} />}
    </Dialog>
  )
}
