import type { Edit } from './correctionSession.ts'

/** Edits that must outlive the page: one entry each, so that two windows cannot overwrite each other's. */
export interface UnsavedEdits {
  /** In the order they were made. */
  readonly all: () => Edit[]
  readonly add: (edit: Edit) => void
  readonly remove: (editId: string) => void
}

type KeyStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** `project` keeps the edits of one project away from those of another; `now` in milliseconds orders them. */
export function createUnsavedEdits(storage: KeyStorage, project: string, now: () => number): UnsavedEdits {
  const prefix = `vsgn.unsaved/${project}/`
  let count = 0
  return {
    all: () =>
      keysOf(storage)
        .filter((key) => key.startsWith(prefix))
        .map((key) => parse(storage.getItem(key)))
        .filter((entry) => entry !== null)
        .sort((a, b) => a.at - b.at || a.count - b.count)
        .map(({ edit }) => edit),
    add: (edit) => {
      const entry: Entry = { at: now(), count: count++, edit }
      storage.setItem(prefix + edit.editId, JSON.stringify(entry))
    },
    remove: (editId) => storage.removeItem(prefix + editId),
  }
}

interface Entry {
  readonly at: number
  /** Order among edits of the same millisecond. */
  readonly count: number
  readonly edit: Edit
}

function keysOf(storage: KeyStorage): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index)).filter(
    (key) => key !== null,
  )
}

function parse(text: string | null): Entry | null {
  try {
    return JSON.parse(text ?? 'null') as Entry | null
  } catch {
    return null
  }
}
