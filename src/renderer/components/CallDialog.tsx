import type { ReactElement, ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorNotice } from './ErrorNotice.tsx'

export interface CallDialogProps {
  readonly title: string
  readonly children: ReactNode
  /** The two answers: leave it, do it. */
  readonly keep: string
  readonly act: string
  /** What was entered cannot be done. */
  readonly disabled?: boolean
  /** The call that does it: it waits, and may be refused. */
  readonly call: { readonly isPending: boolean; readonly error: Error | null }
  /** Title of a refusal. */
  readonly failure: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** A dialogue that ends in one call, and stays open where that is refused. */
export function CallDialog(props: CallDialogProps): ReactElement {
  const { title, children, keep, act, disabled = false, call, failure, onConfirm, onClose } = props
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{keep}</Button>
          <Button variant="primary" disabled={disabled || call.isPending} onClick={onConfirm}>
            {act}
          </Button>
        </>
      }
    >
      {children}
      {call.error === null ? null : <ErrorNotice title={failure} error={call.error} />}
    </Dialog>
  )
}
