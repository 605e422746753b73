import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Handlers, Immutable, Params, Result } from '../../shared/api/contract.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { runTrainingTask } from '../jobs/trainingClient.ts'
import type { StoredPost } from '../store/types.ts'
import { HELD_OUT_FILE } from '../train/projectTraining.ts'
import { readsPictures } from '../train/startingKinds.ts'
import type { TrainProgress } from '../train/trainingRun.ts'
import { describePack } from '../vsgn/describeModel.ts'
import { readManifest } from '../vsgn/modelPack.ts'
import type { CoreParts } from './coreParts.ts'
import { copyPack, removePack } from './copyPack.ts'
import { listPackFolders, modelsFolder } from './modelPacks.ts'
import type { PackFolder } from './modelPacks.ts'
import { seePictures } from './training/trainingPictures.ts'
import { begunTrainings, writePosts } from './training/trainingFolders.ts'
import type { Part } from './training/trainingPosts.ts'
import { chosenPosts, isHeldOut } from './training/trainingPosts.ts'
import { trainingThreads } from './training/trainingThreads.ts'

type ModelSummary = Immutable<Result<'models.list'>[number]>

/** The models one can choose from. A pack that cannot be used is listed with the reason. */
export function modelHandlers({ options, events, project, jobs, vision }: CoreParts) {
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

  function packOf(id: string): PackFolder {
    const found = listPackFolders(project.current?.folder ?? null).find((pack) => pack.id === id)
    if (found !== undefined) return found
    throw new WorkbenchError('not-found', `There is no model "${id}". Choose one from the list.`)
  }

  const tellChanged = (): void => events.emit('store.changed', { topics: ['models'], postIds: null })

  return {
    'models.list': () => Promise.all(listPackFolders(project.current?.folder ?? null).map(summaryOf)),
    'models.delete': async ({ model }) => {
      const models = modelsFolder(project.needWritable())
      const { folder, bundled } = packOf(model)
      if (bundled)
        throw new WorkbenchError('refused', 'This model ships with the program and cannot be deleted.')
      const user = (await begunTrainings(models)).find(({ options: { base } }) => base === model)
      if (user !== undefined)
        throw new WorkbenchError(
          'refused',
          `The unfinished training "${user.options.name}" starts from this model. Finish it or throw it away first.`,
        )
      await removePack(folder)
      tellChanged()
      return {}
    },
    'models.export': ({ model, token, name }) =>
      copyPack(packOf(model).folder, options.tokens.resolveNew(token, name)),
    'models.import': async ({ token }) => {
      const models = modelsFolder(project.needWritable())
      const source = options.tokens.resolve(token)
      const name = basename(source)
      if (name.startsWith('.'))
        throw new WorkbenchError(
          'refused',
          `${name} begins with a full stop, and hidden folders are not listed as models. Rename it, then choose it again.`,
        )
      const { folder } = await copyPack(source, join(models, name))
      tellChanged()
      // not looked up: another project may have been opened meanwhile
      return summaryOf({ id: `project:${name}`, folder, bundled: false })
    },
    'models.compare': ({ first, second, which }) => {
      const store = project.need()
      const packs = { first: packOf(first).folder, second: packOf(second).folder }
      const names = `${basename(packs.first)} and ${basename(packs.second)}`
      return jobs.start('compare', `Compare ${names}`, async (context) => {
        const folder = await mkdtemp(join(tmpdir(), 'vsgn-compare-'))
        try {
          const posts = join(folder, HELD_OUT_FILE)
          const chosen = chosenPosts(store, (post) => comparedPart(post, which), context)
          if ((await writePosts(posts, chosen)) === 0) throw new WorkbenchError('refused', NOTHING[which])
          const looks = (await readsPictures(packs.first)) || (await readsPictures(packs.second))
          const sights = looks ? await seePictures([posts], { store, vision }, context) : null
          const task = { ...packs, posts, sights, threads: trainingThreads() }
          const control = {
            signal: context.signal,
            onProgress: ({ stage, done, total, unit }: TrainProgress) =>
              context.progress({ done, total, unit, note: stage }),
          }
          return await runTrainingTask(options.processes, { type: 'compare', task }, control)
        } finally {
          await rm(folder, { recursive: true, force: true })
        }
      })
    },
  } satisfies Partial<Handlers>
}

const NOTHING: Readonly<Record<Params<'models.compare'>['which'], string>> = {
  'held-out':
    'No reviewed post is held out yet: it is one in five. Review more posts, or compare on all reviewed ones.',
  reviewed: 'No post is reviewed yet. Review some, or compare on all labelled ones.',
  labelled: 'No post has labels to compare with. Review some posts, or import labelled ones.',
}

function comparedPart(post: StoredPost, which: Params<'models.compare'>['which']): Part | null {
  const reviewed = post.state.status === 'reviewed'
  if (which === 'labelled') return 'held-out'
  return reviewed && (which === 'reviewed' || isHeldOut(post.externalId)) ? 'held-out' : null
}

const UNREADABLE = { kind: '', size: '', sha256: '', labels: [], parameters: 0, card: null }

async function describe(folder: string) {
  const { name, kind, size, sha256, labels, parameters, card } = await describePack(folder)
  return { name, kind, size, sha256, labels, parameters: parameters.total, card }
}
