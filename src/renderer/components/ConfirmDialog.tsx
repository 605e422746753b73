import type { ReactElement } from 'react'
import { CallDialog } from './CallDialog.tsx'
import type { CallDialogProps } from './CallDialog.tsx'

/** A question before something that no key takes back; `children` say what goes and what stays. */
export function ConfirmDialog({ children, ...dialog }: CallDialogProps): ReactElement {
  return (
    <CallDialog {...dialog}>
      <p>{children}</p>
    </CallDialog>
  )
}
