import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ProjectStore } from '../store/types.ts'
import type { ProjectHolder } from './projectHolder.ts'

/** The open project, for a change made in the project at `location`. Throws `not-found` when that is another one. */
export function ownProject(holder: ProjectHolder, location: string): ProjectStore {
  const store = holder.needWritable()
  if (location === store.folder) return store
  throw new WorkbenchError(
    'not-found',
    `This edit belongs to ${location}, and ${store.name} is open now. It was not saved; open its project to save it.`,
  )
}
