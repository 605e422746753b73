import type { KeyboardEvent, ReactElement, ReactNode, SyntheticEvent } from 'react'
import { useEffect, useId, useLayoutEffect, useRef } from 'react'
import { CloseIcon } from './icons.tsx'
import styles from './Dialog.module.css'

interface DialogProps {
  readonly title: string
  /** Esc, a click outside, or an action of the caller. */
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons, the way forward last. Without any, a cross in the corner closes it. */
  readonly actions?: ReactNode
  /** Ctrl+Enter takes the way forward from any field; for dialogs with many. */
  readonly forwardByKey?: boolean
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
  forwardByKey = false,
  width = 'narrow',
  bare = false,
}: DialogProps): ReactElement {
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const buttons = useRef<HTMLDivElement>(null)

  // Before the element leaves the page, or the browser would not give the focus back.
  useLayoutEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    focusChosen()
    return () => dialog?.close()
  }, [])
  // What had the focus may have given way to something else: keys and screen readers stay with the question.
  useEffect(() => {
    if (document.activeElement === document.body) element.current?.focus()
  })

  const goForward = (event: KeyboardEvent): void => {
    if (!forwardByKey || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    buttons.current?.querySelector<HTMLElement>('button:last-child')?.click()
  }

  /** The browser heeds a page that stays open once; at the next Esc it closes what was not answered yet. */
  const comeBack = (event: SyntheticEvent): void => {
    if (event.target === event.currentTarget) element.current?.showModal()
  }

  return (
    <dialog
      ref={element}
      tabIndex={-1}
      className={[styles.dialog, styles[width], bare ? styles.bare : ''].join(' ')}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // A field whose file dialog was left says so with the same event.
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      onClose={comeBack}
      onKeyDown={goForward}
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
        {actions === undefined ? null : (
          <div ref={buttons} className={styles.actions}>
            {actions}
          </div>
        )}
      </div>
    </dialog>
  )
}

/** The browser begins with the first control, which among options may not be the one that is chosen. */
function focusChosen(): void {
  const first = document.activeElement
  if (!(first instanceof HTMLInputElement) || first.type !== 'radio' || first.checked) return
  first.closest('fieldset')?.querySelector<HTMLElement>('input[type=radio]:checked')?.focus()
}
