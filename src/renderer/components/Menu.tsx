import type { KeyboardEvent, ReactElement, ReactNode } from 'react'
import { useId, useRef } from 'react'
import styles from './Menu.module.css'

export interface MenuItem {
  readonly id: string
  readonly label: string
  /** Set for a choice among several: whether this is the one in force. */
  readonly checked?: boolean
  readonly run: () => void
}

interface MenuProps {
  readonly label: string
  /** What the button shows; its name is `label`. */
  readonly children: ReactNode
  readonly items: readonly MenuItem[]
  readonly className?: string | undefined
}

/** A button with a list of actions under it. The browser's popover closes it on Esc and on a click elsewhere. */
export function Menu({ label, children, items, className }: MenuProps): ReactElement {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const itemsOf = (): HTMLElement[] => [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])]

  const move = (event: KeyboardEvent): void => {
    const buttons = itemsOf()
    const at = buttons.indexOf(document.activeElement as HTMLElement)
    const targets: Record<string, number> = {
      ArrowDown: (at + 1) % buttons.length,
      ArrowUp: (at - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    event.stopPropagation()
    buttons[target]?.focus()
  }

  return (
    <>
      <button
        type="button"
        className={className}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-label={label}
        title={label}
      >
        {children}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className={styles.menu}
        onKeyDown={move}
        onToggle={(event) => {
          if (event.newState === 'open') itemsOf()[0]?.focus()
        }}
      >
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
            aria-checked={item.checked}
            className={styles.item}
            tabIndex={-1}
            onClick={() => {
              list.current?.hidePopover()
              item.run()
            }}
          >
            <span className={styles.mark} aria-hidden="true">
              {item.checked === true ? '✓' : ''}
            </span>
            {item.label}
          </button>
        ))}
      </div>
    </>
  )
}
