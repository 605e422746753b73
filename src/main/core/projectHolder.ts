import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { createProject } from '../store/createProject.ts'
import { openProject } from '../store/openProject.ts'
import type { ProjectStore } from '../store/types.ts'
import type { Clock } from '../system/clock.ts'

/** The one project that is open, if any. */
export interface ProjectHolder {
  readonly current: ProjectStore | null
  /** @throws WorkbenchError `not-found` when no project is open. */
  need(): ProjectStore
  /** As `need`. @throws WorkbenchError `refused` when it is open for reading only. */
  needWritable(): ProjectStore
  /** Replaces the open project; one that is being written elsewhere is opened for reading. */
  open(folder: string): ProjectStore
  create(folder: string, name: string, labels: readonly LabelDefinition[]): ProjectStore
  close(): void
}

export function createProjectHolder(clock: Clock): ProjectHolder {
  let current: ProjectStore | null = null

  function replace(next: () => ProjectStore): ProjectStore {
    const opened = next()
    current?.close()
    current = opened
    return opened
  }

  function need(): ProjectStore {
    if (current !== null) return current
    throw new WorkbenchError('not-found', 'No project is open. Open one, or make a new one.')
  }

  return {
    get current() {
      return current
    },
    need,
    needWritable: () => {
      const project = need()
      if (!project.readOnly) return project
      throw new WorkbenchError(
        'refused',
        `${project.name} is open for reading only, because another window or program has it open. Close it there and open it here again.`,
      )
    },
    open: (folder) => replace(() => openForWritingOrReading(folder, clock)),
    create: (folder, name, labels) => replace(() => createProject(folder, { name, labels, clock })),
    close: () => {
      current?.close()
      current = null
    },
  }
}

function openForWritingOrReading(folder: string, clock: Clock): ProjectStore {
  try {
    return openProject(folder, { clock })
  } catch (error) {
    const heldElsewhere = error instanceof WorkbenchError && error.kind === 'refused'
    if (!heldElsewhere) throw error
    return openProject(folder, { clock, readOnly: true })
  }
}
