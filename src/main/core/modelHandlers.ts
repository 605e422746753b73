import { basename } from 'node:path'
import type { Handlers, Immutable, Result } from '../../shared/api/contract.ts'
import { describePack } from '../vsgn/describeModel.ts'
import { readManifest } from '../vsgn/modelPack.ts'
import type { CoreParts } from './coreParts.ts'
import { listPackFolders } from './modelPacks.ts'
import type { PackFolder } from './modelPacks.ts'

type ModelSummary = Immutable<Result<'models.list'>[number]>

/** The models one can choose from. A pack that cannot be used is listed with the reason. */
export function modelHandlers({ project }: CoreParts) {
  /** By the hash of the manifest: the big files of a pack are hashed once. */
  const known = new Map<string, ModelSummary>()

  async function summaryOf({ id, folder, bundled }: PackFolder): Promise<ModelSummary> {
    try {
      const { sha256 } = await readManifest(folder)
      const key = `${id} ${sha256}`
      const summary = known.get(key) ?? { ...(await describe(folder)), id, bundled, problem: null }
      known.set(key, summary)
      return summary
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      return { ...UNREADABLE, id, name: basename(folder), bundled, problem }
    }
  }

  return {
    'models.list': () => Promise.all(listPackFolders(project.current?.folder ?? null).map(summaryOf)),
  } satisfies Partial<Handlers>
}

const UNREADABLE = { kind: '', size: '', sha256: '', labels: [], parameters: 0, card: null }

async function describe(folder: string) {
  const { name, kind, size, sha256, labels, parameters, card } = await describePack(folder)
  return { name, kind, size, sha256, labels, parameters: parameters.total, card }
}
