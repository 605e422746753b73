import { resolve } from 'node:path'
import type { Handlers } from '../../shared/api/contract.ts'
import { listSnapshots } from '../store/snapshotList.ts'
import type { CoreParts } from './coreParts.ts'
import type { Entering } from './entering.ts'
import { ownProject } from './ownProject.ts'

/** Copies of a project's database: what there is, and going back to one. The project may be damaged. */
export function snapshotHandlers({ options, project }: CoreParts, { enter }: Entering) {
  const folderOf = (token: string): string => resolve(options.tokens.resolve(token))
  return {
    'snapshots.list': ({ of }) => listSnapshots(of === null ? project.need().folder : folderOf(of)),
    'snapshots.restore': ({ of, name }) => {
      const folder = 'token' in of ? folderOf(of.token) : ownProject(project, of.project).folder
      return enter(() => project.restore(folder, name))
    },
  } satisfies Partial<Handlers>
}
