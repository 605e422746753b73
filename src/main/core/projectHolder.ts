import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import { createProject } from '../store/createProject.ts'
import { openProject } from '../store/openProject.ts'
import { restoreSnapshot } from '../store/restoreSnapshot.ts'
import { cannotWrite } from '../store/storageError.ts'
import type { ProjectStore } from '../store/types.ts'
import type { Clock } from '../system/clock.ts'

/** The one project that is open, if any. */
export interface ProjectHolder {
  readonly current: ProjectStore | null
  /** @throws WorkbenchError `not-found` when no project is open. */
  need(): ProjectStore
  /** As `need`. @throws WorkbenchError `refused` when it is open for reading only. */
  needWritable(): ProjectStore
  /** Replaces the open project; one that is being written elsewhere, or cannot be written to, is opened for reading. */
  open(folder: string): ProjectStore
  /** Puts a snapshot in the place of a project's database (see `restoreSnapshot`) and opens it; where that fails, what was open is. */
  restore(folder: string, snapshot: string): ProjectStore
  /** How many snapshots were restored so far: what was known of posts before is of another project. */
  readonly restored: number
  create(folder: string, name: string, labels: readonly LabelDefinition[]): ProjectStore
  close(): void
}

/** Why a project is open for reading only, and what to do. */
const READING = {
  'held-elsewhere': 'another window or program has it open. Close it there and open it here again.',
  'not-writable':
    'its folder cannot be written to. Check its permissions, or copy the project to a folder of yours and open it there.',
} as const

interface Opened {
  readonly store: ProjectStore
  /** Null: it is open for writing. */
  readonly reading: keyof typeof READING | null
}

export function createProjectHolder(clock: Clock): ProjectHolder {
  let current: Opened | null = null
  let restored = 0

  function replace(next: () => Opened): ProjectStore {
    const opened = next()
    current?.store.close()
    current = opened
    return opened.store
  }

  function need(): ProjectStore {
    if (current !== null) return current.store
    throw new WorkbenchError('not-found', 'No project is open. Open one, or make a new one.')
  }

  return {
    get current() {
      return current?.store ?? null
    },
    need,
    needWritable: () => {
      const project = need()
      if (!project.readOnly) return project
      throw new WorkbenchError(
        'refused',
        `${project.name} is open for reading only, because ${READING[current?.reading ?? 'held-elsewhere']}`,
      )
    },
    open: (folder) => replace(() => openForWritingOrReading(folder, clock)),
    restore: (folder, snapshot) => {
      const isOpen = current?.store.folder === folder
      if (isOpen) {
        current?.store.close()
        current = null
      }
      try {
        restoreSnapshot(folder, snapshot, clock)
        restored++
      } catch (error) {
        // The project is as it was, and must not be gone because a snapshot was bad.
        if (isOpen) replace(() => openForWritingOrReading(folder, clock))
        throw error
      }
      return replace(() => openForWritingOrReading(folder, clock))
    },
    get restored() {
      return restored
    },
    create: (folder, name, labels) =>
      replace(() => ({ store: createProject(folder, { name, labels, clock }), reading: null })),
    close: () => {
      current?.store.close()
      current = null
    },
  }
}

function openForWritingOrReading(folder: string, clock: Clock): Opened {
  try {
    return { store: openProject(folder, { clock }), reading: null }
  } catch (error) {
    const reading = reasonToRead(error)
    if (reading === null) throw error
    return { store: openProject(folder, { clock, readOnly: true }), reading }
  }
}

/** Null: what cannot be opened for writing cannot be opened for reading either. */
function reasonToRead(error: unknown): keyof typeof READING | null {
  if (error instanceof WorkbenchError && error.kind === 'refused') return 'held-elsewhere'
  return cannotWrite(error) ? 'not-writable' : null
}
