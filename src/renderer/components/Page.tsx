import type { ReactElement, ReactNode } from 'react'
import styles from './Page.module.css'

interface PageProps {
  readonly title: string
  /** One quiet line beside the title: what this page is about right now. */
  readonly summary?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  /** `wide` uses the whole width; `text` keeps lines readable. */
  readonly width?: 'wide' | 'text'
}

/** A view that is read and scrolled: title, one line, then its sections. */
export function Page({ title, summary, actions, children, width = 'text' }: PageProps): ReactElement {
  return (
    // A region that scrolls must be reachable by keyboard, or its lower half is out of reach without a mouse.
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={title}>
      <div className={[styles.page, styles[width]].join(' ')}>
        <header className={styles.header}>
          <h1>{title}</h1>
          <p className={styles.summary}>{summary}</p>
          {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
        </header>
        {children}
      </div>
    </div>
  )
}

interface SectionProps {
  readonly title: ReactNode
  readonly note?: ReactNode
  /** Quiet buttons at the end of the heading: what can be done with the section as a whole. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function Section({ title, note, actions, children }: SectionProps): ReactElement {
  return (
    <section className={styles.section}>
      <div className={styles.heading}>
        <h2>{title}</h2>
        {note === undefined ? null : <p>{note}</p>}
        {actions === undefined ? null : <div className={styles.tools}>{actions}</div>}
      </div>
      {children}
    </section>
  )
}
