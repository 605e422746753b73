import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Cause } from '../../shared/domain/cause.ts'
import { MOST_CAUSES } from '../../shared/domain/cause.ts'
import type { Project } from '../app/project.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { CallDialog } from '../components/CallDialog.tsx'
import { LinesField } from '../components/Field.tsx'
import { causesOfLines } from './causeLines.ts'

interface CauseDialogProps {
  readonly project: Project
  readonly causes: readonly Cause[]
  readonly onClose: () => void
}

/** The set of causes of the project, one a line. */
export function CauseDialog({ project, causes, onClose }: CauseDialogProps): ReactElement {
  const [text, setText] = useState(causes.map(({ name }) => name).join('\n'))
  const save = useCoreCall('errors.setCauses', onClose)
  const next = causesOfLines(text, causes)
  return (
    <CallDialog
      title="Causes of errors"
      keep="Cancel"
      act="Use these"
      disabled={next.length === 0 || next.length > MOST_CAUSES}
      call={save}
      failure="The causes were not kept"
      onConfirm={() => save.mutate({ project: project.location, causes: next })}
      onClose={onClose}
    >
      <LinesField
        label="One a line, up to nine; the first has the key 1"
        hint="Cases that were given a cause keep it, also when it is no longer in this list."
        rows={MOST_CAUSES}
        value={text}
        onChange={setText}
      />
    </CallDialog>
  )
}
