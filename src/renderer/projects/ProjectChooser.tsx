import { useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Project } from '../app/project.ts'
import { useCoreCall } from '../app/coreCalls.ts'
import { useCoreQuery } from '../app/coreQueries.ts'
import { showProject } from '../app/showProject.ts'
import { SnapshotTable } from '../app/SnapshotTable.tsx'
import { useWorkbench } from '../app/workbench.ts'
import { Button } from '../components/Button.tsx'
import { Dialog } from '../components/Dialog.tsx'
import { ErrorNotice } from '../components/ErrorNotice.tsx'
import { FileField } from '../components/FileField.tsx'
import { formatInstant } from '../components/numbers.ts'
import { Section } from '../components/Page.tsx'
import { Waiting } from '../components/Waiting.tsx'
import { NewProjectForm } from './NewProjectForm.tsx'
import styles from './Projects.module.css'

interface ProjectChooserProps {
  /** Begins on the first project that is not open, once they are listed. */
  readonly autoFocus?: boolean
  readonly onOpened: () => void
}

/** The projects known here, any other one by its folder, and a new one. */
export function ProjectChooser({ autoFocus = false, onOpened }: ProjectChooserProps): ReactElement {
  const { router } = useWorkbench()
  const queries = useQueryClient()
  const recent = useCoreQuery('projects.recent', {})
  const current = useCoreQuery('projects.current', {}).data?.location
  const opened = (project: Project): void => {
    showProject(queries, project)
    router.go('review')
    onOpened()
  }
  const open = useCoreCall('projects.open', opened)
  const token = open.variables?.token ?? null
  const [restoring, setRestoring] = useState<string | null>(null)
  const other = recent.data?.find(({ sample, location }) => sample || location !== current)
  return (
    <div className={styles.chooser}>
      {open.error === null ? null : (
        <ErrorNotice
          title="The project could not be opened"
          error={open.error}
          action={
            isStorage(open.error) ? (
              <Button onClick={() => setRestoring(token)}>Snapshots…</Button>
            ) : undefined
          }
        />
      )}
      <Section title="Open">
        {recent.error !== null ? (
          <ErrorNotice title="The last projects could not be listed" error={recent.error} />
        ) : recent.data === undefined ? (
          <Waiting label="Reading the last projects" />
        ) : (
          <ul className={styles.projects}>
            {recent.data.map((project) => (
              <li key={project.token}>
                <button
                  type="button"
                  className={styles.project}
                  autoFocus={autoFocus && project === other}
                  disabled={open.isPending}
                  onClick={() => open.mutate({ token: project.token })}
                >
                  <strong>{project.name}</strong>
                  <span className={styles.when}>
                    {!project.sample && project.location === current
                      ? 'Open now'
                      : project.openedAt === null
                        ? ''
                        : formatInstant(project.openedAt)}
                  </span>
                  <span className={styles.where}>
                    {project.sample ? 'About 40 posts to try things out on' : project.location}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <FileField
          label="Another project"
          purpose="project"
          pick="folder"
          required
          value={[]}
          onChange={([folder]) => {
            if (folder !== undefined) open.mutate({ token: folder.token })
          }}
        />
      </Section>
      {restoring === null ? null : (
        <Dialog title="Snapshots of this project" width="wide" onClose={() => setRestoring(null)}>
          <SnapshotTable of={{ token: restoring }} reviewed={null} readOnly={false} onRestored={opened} />
        </Dialog>
      )}
      <Section title="New project">
        <NewProjectForm onCreated={opened} />
      </Section>
    </div>
  )
}

/** It is there, but its database is damaged or cannot be read. */
function isStorage(error: Error): boolean {
  return error instanceof WorkbenchError && error.kind === 'storage'
}
