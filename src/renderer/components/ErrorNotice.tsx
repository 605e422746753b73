import type { ReactElement, ReactNode } from 'react'
import { WarningIcon } from './icons.tsx'
import styles from './ErrorNotice.module.css'

interface ErrorNoticeProps {
  /** What happened, in a person's words: "The posts could not be read". */
  readonly title: string
  readonly error: unknown
  /** What was kept, what to do. */
  readonly children?: ReactNode
  readonly action?: ReactNode
}

/** What a refusal looks like: what happened, the program's own words for it, and one thing to do. */
export function ErrorNotice({ title, error, children, action }: ErrorNoticeProps): ReactElement {
  return (
    <div className={styles.notice} role="alert">
      <WarningIcon />
      <div className={styles.words}>
        <h2>{title}</h2>
        <p>{messageOf(error)}</p>
        {children}
        {action === undefined ? null : <div>{action}</div>}
      </div>
    </div>
  )
}

/** Failures that are expected carry words for a person; anything else must not show its insides. */
export function messageOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : 'Something unexpected happened.'
}
