import type { ReactElement, ReactNode } from 'react'
import { useId, useLayoutEffect, useRef } from 'react'
import { CloseIcon } from './icons.tsx'
import styles from './Dialog.module.css'

interface DialogProps {
  readonly title: string
  /** Esc, a click outside, or an action of the caller. */
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons, the way forward last. Without any, a cross in the corner closes it. */
  readonly actions?: ReactNode
  readonly width?: 'narrow' | 'wide' | 'full'
  /** Hides the title from sight (a palette is its own title); screen readers still have it. */
  readonly bare?: boolean
}

/** A modal question. The browser's own dialog keeps the focus inside, answers Esc and gives the focus back. */
export function Dialog({
  title,
  onClose,
  children,
  actions,
  width = 'narrow',
  bare = false,
}: DialogProps): ReactElement {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  // Before the element leaves the page, or the browser would not give the focus back.
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])

  return (
    <dialog
      ref={element}
      className={[styles.dialog, styles[width], bare ? styles.bare : ''].join(' ')}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onPointerDown={(event) => {
        if (event.target === element.current) onClose()
      }}
    >
      <div className={styles.content}>
        <h2 id={titleId} className={bare ? 'visually-hidden' : styles.title}>
          {title}
        </h2>
        {children}
        {actions === undefined && !bare ? (
          <button
            type="button"
            className={styles.close}
            aria-label="Close"
            title="Close (Esc)"
            onClick={onClose}
          >
            <CloseIcon />
          </button>
        ) : null}
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </div>
    </dialog>
  )
}
