import type { ReactElement, ReactNode } from 'react'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorNotice } from './ErrorNotice.tsx'

interface ConfirmDialogProps {
  readonly title: string
  /** What goes and what stays. */
  readonly children: ReactNode
  /** The two answers: leave it, do it. */
  readonly keep: string
  readonly act: string
  /** The call that does it: it waits, and may be refused. */
  readonly call: { readonly isPending: boolean; readonly error: Error | null }
  /** Title of a refusal. */
  readonly failure: string
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** A question before something that no key takes back. */
export function ConfirmDialog(props: ConfirmDialogProps): ReactElement {
  const { title, children, keep, act, call, failure, onConfirm, onClose } = props
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{keep}</Button>
          <Button variant="primary" disabled={call.isPending} onClick={onConfirm}>
            {act}
          </Button>
        </>
      }
    >
      <p>{children}</p>
      {call.error === null ? null : <ErrorNotice title={failure} error={call.error} />}
    </Dialog>
  )
}
