import type { ReactElement } from 'react'
import { ProjectChooser } from './ProjectChooser.tsx'
import styles from './Projects.module.css'

/** The first screen: no project is open. */
export function ProjectsView(): ReactElement {
  return (
    <div className={styles.first}>
      <header>
        <h1>Open a project</h1>
        <p className={styles.lead}>
          A project holds posts, their pictures and captions, and every correction made to them.
        </p>
      </header>
      <ProjectChooser onOpened={() => undefined} />
    </div>
  )
}
