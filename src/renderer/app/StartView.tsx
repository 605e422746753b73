import type { ReactElement } from 'react'
import { useState } from 'react'
import { EmptyState } from '../components/EmptyState.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { useCoreQuery } from './coreQueries.ts'
import { useWorkbench } from './workbench.ts'
import styles from './StartView.module.css'

/** No project is open: the ones known here, each one click away. */
export function StartView(): ReactElement {
  const { connection, queries } = useWorkbench()
  const recent = useCoreQuery('projects.recent', {})
  const [refusal, setRefusal] = useState<unknown>(null)

  const open = (token: string): void => {
    setRefusal(null)
    connection.call('projects.open', { token }).then(
      (project) => queries.setQueryData(['projects.current', {}], project),
      (error: unknown) => setRefusal(error),
    )
  }

  return (
    <EmptyState title="Open a project">
      A project holds posts, their pictures, and everything reviewed in them.
      {refusal === null ? null : <ErrorNotice title="The project could not be opened" error={refusal} />}
      <span className={styles.projects}>
        {(recent.data ?? []).map((project) => (
          <button
            key={project.token}
            type="button"
            className={styles.project}
            onClick={() => open(project.token)}
          >
            <span className={styles.name}>{project.name}</span>
            <span className={styles.where}>
              {project.sample ? 'Sample, to try things out' : project.location}
            </span>
          </button>
        ))}
      </span>
    </EmptyState>
  )
}
