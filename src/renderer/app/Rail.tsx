import type { MouseEvent, ReactElement } from 'react'
import { hashOf } from './route.ts'
import { useWorkbench } from './workbench.ts'
import { VIEWS } from './routes.ts'
import styles from './Rail.module.css'

export function Rail({ current }: { readonly current: string }): ReactElement {
  const { router } = useWorkbench()
  /** At once, not when the browser tells of the new hash: a key pressed next is the view's. */
  const follow = (event: MouseEvent, view: string): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    router.go(view)
  }
  return (
    <nav className={styles.rail} aria-label="Views">
      {VIEWS.map(({ id, title, icon: Icon }) => (
        <a
          key={id}
          href={hashOf({ view: id, rest: [] })}
          className={styles.view}
          onClick={(event) => follow(event, id)}
          aria-current={id === current ? 'page' : undefined}
        >
          <Icon />
          {title}
        </a>
      ))}
    </nav>
  )
}
