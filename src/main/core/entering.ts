import type { Immutable, Result } from '../../shared/api/contract.ts'
import { readsThesePictures } from '../features/vision/readsPictures.ts'
import { missingEyes } from '../features/vision/visionModels.ts'
import type { ProjectStore } from '../store/types.ts'
import { timestamp } from '../system/clock.ts'
import { readManifest } from '../vsgn/modelPack.ts'
import type { CoreParts } from './coreParts.ts'
import { createHourlySnapshots } from './hourlySnapshots.ts'
import { packOfRun } from './modelPacks.ts'
import type { ProjectHolder } from './projectHolder.ts'
import { createSearchIndexing } from './searchIndexing.ts'
import { startPrediction } from './startPrediction.ts'
import { createUnseenPictures } from './unseenPictures.ts'

export type ProjectSummary = NonNullable<Result<'projects.current'>>

/** Going from one project to another, with all that is done beside the open one. */
export interface Entering {
  /** Stops what is done with the open project, which must not be written or copied any more. */
  readonly leave: () => Promise<void>
  /** Leaves the open project and opens another; where that fails, the one that was open still is. */
  readonly enter: (open: () => ProjectStore) => Promise<Immutable<ProjectSummary>>
  /** Has every client ask everything again. */
  readonly tellChanged: () => void
}

export function createEntering(parts: CoreParts): Entering {
  const { options, events, settings, project, jobs, soundness } = parts
  /** The snapshot of the open project that is being taken, if any. */
  let snapshot: Promise<unknown> = Promise.resolve()
  const hourly = createHourlySnapshots(options.logger, () => tellSnapshot())
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
    soundness.watch(null)
    await Promise.all([snapshot, hourly.settled()])
  }

  /** After a failed opening the project that was open before still is. */
  function openWatched(open: () => ProjectStore): ProjectStore {
    try {
      return open()
    } finally {
      hourly.watch(project.current)
      indexing.watch(project.current)
      // What a script writes out is checked then.
      soundness.watch(options.host === 'cli' ? null : project.current)
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
        snapshot = store.snapshot('open').then(tellSnapshot, (error: unknown) => {
          options.logger.warn('no snapshot on opening', { error: String(error) })
        })
      }
    }
    tellChanged()
    return summaryOf(project, store)
  }

  const tellSnapshot = (): void => events.emit('store.changed', { topics: ['project'], postIds: null })
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

  return { leave, enter, tellChanged }
}

export function summaryOf({ restored }: ProjectHolder, store: ProjectStore): Immutable<ProjectSummary> {
  const { name, folder, readOnly, labels } = store
  return { name, location: folder, readOnly, labels, restored, ...store.overview() }
}
