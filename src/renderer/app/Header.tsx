import type { ReactElement } from 'react'
import type { Result } from '../../shared/api/contract.ts'
import { Kbd } from '../components/Kbd.tsx'
import { ariaKeys } from '../components/keyNames.ts'
import { SaveNote } from '../review/SaveNote.tsx'
import { ConnectionNote } from './ConnectionNote.tsx'
import { DamageNote } from './DamageNote.tsx'
import { JobStrip } from './JobStrip.tsx'
import { ModelNote } from './ModelNote.tsx'
import { predictOverlay } from './predictOverlay.ts'
import type { View } from './routes.ts'
import { useStore } from './store.ts'
import { useKeyOf } from './useKeyOf.ts'
import { useWorkbench } from './workbench.ts'
import styles from './Header.module.css'

interface HeaderProps {
  readonly project: Result<'projects.current'>
  readonly view: View | undefined
}

/** Project, view, what is running, whether all is saved, which model, and the way to everything else. */
export function Header({ project, view }: HeaderProps): ReactElement {
  const { overlay, review: current } = useWorkbench()
  const review = useStore(current)
  const paletteKey = useKeyOf()('app.palette')
  return (
    <header className={styles.header}>
      {project === null ? (
        <span className={styles.project}>VSGN Workbench</span>
      ) : (
        <button
          type="button"
          className={styles.project}
          title={`${project.location} (other projects)`}
          onClick={() => overlay.set('projects')}
        >
          {project.name}
        </button>
      )}
      {view === undefined ? null : <span className={styles.view}>{view.title}</span>}
      {project?.readOnly === true ? <span className={styles.view}>read-only</span> : null}
      <span className={styles.space} />
      <JobStrip />
      <ConnectionNote />
      {project === null ? null : <DamageNote />}
      {review === null ? null : <SaveNote review={review} />}
      {project === null ? null : (
        // What the model last said was about the posts of one project.
        <ModelNote
          key={project.location}
          run={project.modelRun}
          onPredict={() => overlay.set(predictOverlay())}
        />
      )}
      <button
        type="button"
        className={styles.palette}
        title="All commands"
        aria-keyshortcuts={paletteKey === undefined ? undefined : ariaKeys([paletteKey])}
        onClick={() => overlay.set('palette')}
      >
        <span className="visually-hidden">All commands</span>
        <Kbd keys={paletteKey} />
      </button>
    </header>
  )
}
