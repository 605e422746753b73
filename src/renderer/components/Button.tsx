import type { ComponentProps, ReactElement } from 'react'
import { Kbd } from './Kbd.tsx'
import { ariaKeys } from './keyNames.ts'
import styles from './Button.module.css'

interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` once a screen; `quiet` has no frame until it is pointed at. */
  readonly variant?: 'primary' | 'plain' | 'quiet'
  /** The binding that does the same (tinykeys' notation): shown on the button and told to screen readers. */
  readonly keys?: string | undefined
}

export function Button({ variant = 'plain', keys, className, children, ...rest }: ButtonProps): ReactElement {
  const classes = [styles.button, styles[variant], className].filter((name) => name !== undefined)
  return (
    <button
      type="button"
      className={classes.join(' ')}
      aria-keyshortcuts={keys === undefined ? undefined : ariaKeys([keys])}
      {...rest}
    >
      {children}
      <Kbd keys={keys} />
    </button>
  )
}
