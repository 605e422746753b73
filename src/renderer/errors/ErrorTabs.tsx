import type { ReactElement } from 'react'
import { hashOf } from '../app/route.ts'
import styles from './ErrorTabs.module.css'

const TABS = [
  { id: 'cases', title: 'Error cases', rest: [] },
  { id: 'readings', title: 'Side by side', rest: ['readings'] },
  { id: 'gold', title: 'Suspicious gold', rest: ['gold'] },
] as const

/** The pages of the view, as links. */
export function ErrorTabs({ current }: { readonly current: (typeof TABS)[number]['id'] }): ReactElement {
  return (
    <span role="navigation" aria-label="Pages of errors" className={styles.tabs}>
      {TABS.map(({ id, title, rest }) => (
        <a
          key={id}
          href={hashOf({ view: 'errors', rest })}
          className={styles.tab}
          aria-current={id === current ? 'page' : undefined}
        >
          {title}
        </a>
      ))}
    </span>
  )
}
