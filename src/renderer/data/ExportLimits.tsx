import type { ReactElement } from 'react'
import { CheckField } from '../components/Field.tsx'
import type { ExportOptions } from './exportChoices.ts'

interface ExportLimitsProps {
  readonly chosen: ExportOptions
  readonly onChange: (changed: Partial<ExportOptions>) => void
}

/** What becomes of posts and spans that the format cannot hold. */
export function ExportLimits({ chosen, onChange: set }: ExportLimitsProps): ReactElement {
  return (
    <>
      {chosen.format === 'retrain' ? null : (
        <CheckField
          label="Leave out posts the format cannot hold"
          hint="Otherwise one such post, or a damaged one, keeps the file from being written."
          checked={chosen.leaveOut === true}
          onChange={(leaveOut) => set({ leaveOut })}
        />
      )}
      <CheckField
        label="Leave out single spans the format cannot hold"
        hint="Inside others, or of a part of a token; a list of them is saved beside the file."
        checked={chosen.leaveOutInner === true}
        onChange={(leaveOutInner) => set({ leaveOutInner })}
      />
    </>
  )
}
