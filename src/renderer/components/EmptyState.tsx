import type { ReactElement, ReactNode } from 'react'
import styles from './EmptyState.module.css'

interface EmptyStateProps {
  readonly title: string
  /** What this place will hold. */
  readonly children: ReactNode
  /** The one next step. */
  readonly action?: ReactNode
}

export function EmptyState({ title, children, action }: EmptyStateProps): ReactElement {
  return (
    <div className={styles.empty}>
      <h1>{title}</h1>
      <p>{children}</p>
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
    </div>
  )
}
