import type { ReactElement } from 'react'
import { hashOf } from './route.ts'
import { VIEWS } from './routes.ts'
import styles from './Rail.module.css'

export function Rail({ current }: { readonly current: string }): ReactElement {
  return (
    <nav className={styles.rail} aria-label="Views">
      {VIEWS.map(({ id, title, icon: Icon }) => (
        <a
          key={id}
          href={hashOf({ view: id, rest: [] })}
          className={styles.view}
          aria-current={id === current ? 'page' : undefined}
        >
          <Icon />
          {title}
        </a>
      ))}
    </nav>
  )
}
