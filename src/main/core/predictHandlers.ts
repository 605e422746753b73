import type { Handlers } from '../../shared/api/contract.ts'
import { predictPosts } from '../predict/predictPosts.ts'
import { createChangeNotice } from './changeNotice.ts'
import type { CoreParts } from './coreParts.ts'
import { projectSights } from './projectSights.ts'
import { bundledPack, listPackFolders } from './modelPacks.ts'

/** Pre-annotation by a model. */
export function predictHandlers({ options, events, project, jobs, model, vision }: CoreParts) {
  /** `model` is an id of `models.list`, or the token of a folder that was chosen. */
  function packFolder(chosen: string): string {
    const listed = listPackFolders(project.need().folder).find(({ id }) => id === chosen)
    if (listed !== undefined) return listed.folder
    return chosen === 'bundled' ? bundledPack() : options.tokens.resolve(chosen)
  }

  return {
    'predict.start': ({ model: chosen, ...choice }) => {
      const store = project.needWritable()
      const pack = packFolder(chosen)
      return jobs.start('predict', 'Predict', async ({ signal, progress }) => {
        const notice = createChangeNotice(events, options.clock, ['project', 'posts', 'predictions'])
        try {
          const report = await predictPosts(
            { store, model, sights: projectSights(store, vision), clock: options.clock },
            { ...choice, pack },
            { signal, progress, stored: notice.add },
          )
          return { ...report, setAside: report.setAside.map((post) => ({ ...post })) }
        } finally {
          notice.flush()
        }
      })
    },
  } satisfies Partial<Handlers>
}
