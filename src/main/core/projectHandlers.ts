import { existsSync, realpathSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Handlers, Immutable, Result } from '../../shared/api/contract.ts'
import { timestamp } from '../system/clock.ts'
import type { ProjectStore } from '../store/types.ts'
import { readsThesePictures } from '../features/vision/readsPictures.ts'
import { missingEyes } from '../features/vision/visionModels.ts'
import { readManifest } from '../vsgn/modelPack.ts'
import type { CoreParts } from './coreParts.ts'
import { createHourlySnapshots } from './hourlySnapshots.ts'
import { packOfRun } from './modelPacks.ts'
import { ownProject } from './ownProject.ts'
import { createSearchIndexing } from './searchIndexing.ts'
import { startPrediction } from './startPrediction.ts'
import { createUnseenPictures } from './unseenPictures.ts'

/** Opening, making and closing the one open project. */
export function projectHandlers(parts: CoreParts) {
  const { options, events, settings, project, jobs } = parts
  /** The snapshot of the open project that is being taken, if any. */
  let snapshot: Promise<unknown> = Promise.resolve()
  const hourly = createHourlySnapshots(options.logger)
  const indexing = createSearchIndexing(events, options.logger)
  const unseen = createUnseenPictures({
    events,
    logger: options.logger,
    canLook: () => missingEyes() === null,
    readAgain: async (store) => {
      const pack = await packOfRun(store.folder, store.predictions.current())
      // Pictures that come late are unseen by every model; one that reads none has nothing to read again.
      const { inputs, recipe } = (await readManifest(pack)).manifest
      if (!readsThesePictures({ inputs, pictureRecipe: recipe.picture })) return
      const choice = { pack, device: 'auto', which: 'unreviewed', limit: null } as const
      if (project.current === store) startPrediction(parts, store, 'Look at the pictures', choice)
    },
  })

  /** A project that is being replaced must not be written or copied any more. */
  async function leave(): Promise<void> {
    await jobs.cancelAll()
    hourly.watch(null)
    indexing.watch(null)
    unseen.watch(null)
    await Promise.all([snapshot, hourly.settled()])
  }

  /** After a failed opening the project that was open before still is. */
  function openWatched(open: () => ProjectStore): ProjectStore {
    try {
      return open()
    } finally {
      hourly.watch(project.current)
      indexing.watch(project.current)
      // a script says itself when it wants posts read
      unseen.watch(options.host === 'cli' ? null : project.current)
    }
  }

  async function enter(open: () => ProjectStore): Promise<Immutable<ProjectSummary>> {
    await leave()
    const store = openWatched(open)
    // What a script asks for is not what the person last worked on, and scripts come often.
    if (options.host !== 'cli') {
      await remember(store)
      if (!store.readOnly) {
        snapshot = store.snapshot('open').catch((error: unknown) => {
          options.logger.warn('no snapshot on opening', { error: String(error) })
        })
      }
    }
    tellChanged()
    return summaryOf(store)
  }

  const tellChanged = (): void => {
    events.emit('store.changed', {
      topics: ['project', 'posts', 'corrections', 'predictions'],
      postIds: null,
    })
  }

  /** A list that cannot be written must not keep a project from opening: it is open by now. */
  const remember = ({ folder, name }: ProjectStore): Promise<void> =>
    settings.remember({ folder, name, openedAt: timestamp(options.clock) }).catch((error: unknown) => {
      options.logger.warn('the project is not among the recent ones', { error: String(error) })
    })

  return {
    'projects.current': () => (project.current === null ? null : summaryOf(project.current)),
    'projects.recent': () => {
      const sample = options.sampleProject
      const known = settings.recent().map(({ folder, name, openedAt }) => ({
        token: options.tokens.grant(folder),
        name,
        location: folder,
        openedAt,
        sample: folder === sample,
      }))
      if (sample === null || known.some((recent) => recent.sample)) return known
      const entry = { token: options.tokens.grant(sample), name: 'Sample', location: sample }
      return [...known, { ...entry, openedAt: null, sample: true }]
    },
    'projects.open': ({ token }) => {
      const folder = resolve(options.tokens.resolve(token))
      const { current } = project
      // A window that opens what is open already must not stop the jobs of the others.
      if (current !== null && !current.readOnly && sameFolder(current.folder, folder))
        return summaryOf(current)
      return enter(() => project.open(folder))
    },
    'projects.create': ({ token, name, labels }) =>
      enter(() => project.create(options.tokens.resolveNew(token, `${name}.vsgn`), name, labels)),
    'projects.rules': () => project.need().rules.get(),
    'projects.setRules': ({ project: location, rules }) => {
      const store = ownProject(project, location)
      const before = store.rules.get()
      store.rules.replace({
        nested: rules.nested ?? before.nested,
        guidelines: rules.guidelines ?? before.guidelines,
        reasons: rules.reasons ?? before.reasons,
      })
      events.emit('store.changed', { topics: ['project'], postIds: null })
      return store.rules.get()
    },
    'projects.close': async () => {
      await leave()
      project.close()
      tellChanged()
      return {}
    },
  } satisfies Partial<Handlers>
}

/** Whether both paths lead to one folder: by a link, or by letters of the other case where the system minds none. */
function sameFolder(open: string, asked: string): boolean {
  if (open === asked) return true
  return existsSync(open) && existsSync(asked) && realpathSync.native(open) === realpathSync.native(asked)
}

type ProjectSummary = NonNullable<Result<'projects.current'>>

function summaryOf(store: ProjectStore): Immutable<ProjectSummary> {
  const { name, folder, readOnly, labels } = store
  return { name, location: folder, readOnly, labels, ...store.overview() }
}
