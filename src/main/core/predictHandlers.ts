import type { Handlers } from '../../shared/api/contract.ts'
import type { CoreParts } from './coreParts.ts'
import { bundledPack, listPackFolders } from './modelPacks.ts'
import { startPrediction } from './startPrediction.ts'

/** Pre-annotation by a model. */
export function predictHandlers(parts: CoreParts) {
  const { options, project } = parts

  /** `model` is an id of `models.list`, or the token of a folder that was chosen. */
  function packFolder(chosen: string): string {
    const listed = listPackFolders(project.need().folder).find(({ id }) => id === chosen)
    if (listed !== undefined) return listed.folder
    return chosen === 'bundled' ? bundledPack() : options.tokens.resolve(chosen)
  }

  return {
    'predict.start': ({ model: chosen, ...choice }) => {
      const store = project.needWritable()
      return startPrediction(parts, store, 'Predict', { ...choice, pack: packFolder(chosen) })
    },
  } satisfies Partial<Handlers>
}
