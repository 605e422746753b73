import { randomUUID } from 'node:crypto'
import { createCoreEvents } from '../shared/api/coreEvents.ts'
import { createDispatcher } from '../shared/api/dispatcher.ts'
import type { Handlers } from '../shared/api/contract.ts'
import { agreementHandlers } from './core/agreementHandlers.ts'
import { appHandlers } from './core/appHandlers.ts'
import { bulkHandlers } from './core/bulkHandlers.ts'
import type { Core, CoreOptions } from './core/coreOptions.ts'
import type { CoreParts } from './core/coreParts.ts'
import { errorHandlers } from './core/errorHandlers.ts'
import { explainHandlers } from './core/explainHandlers.ts'
import { exportHandlers } from './core/exportHandlers.ts'
import { importHandlers } from './core/importHandlers.ts'
import { lintHandlers } from './core/lintHandlers.ts'
import { modelHandlers } from './core/modelHandlers.ts'
import { predictHandlers } from './core/predictHandlers.ts'
import { projectHandlers } from './core/projectHandlers.ts'
import { createEntering } from './core/entering.ts'
import { createProjectHolder } from './core/projectHolder.ts'
import { reviewHandlers } from './core/reviewHandlers.ts'
import { openSettings } from './core/settings.ts'
import { snapshotHandlers } from './core/snapshotHandlers.ts'
import { createSoundness } from './core/soundness.ts'
import { trainingHandlers } from './core/trainingHandlers.ts'
import { updateHandlers } from './core/updateHandlers.ts'
import { createJobQueue } from './jobs/jobQueue.ts'
import { createModelClient } from './jobs/modelClient.ts'
import { createPictureClient } from './jobs/pictureClient.ts'
import { createVisionClient } from './jobs/visionClient.ts'
import { dataPaths } from './system/dataPaths.ts'

/** Builds the program without a window: projects, jobs, children, and the handlers of every stage in their order. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { clock, processes, logger } = options
  const report = (error: unknown, doing: string): string => {
    const entry = randomUUID().slice(0, 8)
    logger.error('unexpected', { entry, doing, error: error instanceof Error ? error : String(error) })
    return entry
  }
  const events = createCoreEvents()
  const jobs = createJobQueue({
    clock,
    report,
    onChange: (job) => {
      events.emit('jobs.progress', job)
    },
  })
  const model = createModelClient(processes, (state) => {
    events.emit('model.state', state)
  })
  const pictures = createPictureClient(processes)
  const vision = createVisionClient(processes)
  const project = createProjectHolder(clock)
  const settings = await openSettings(dataPaths(options.dataDir).settings)
  const soundness = createSoundness({ events, logger, clock })
  const parts: CoreParts = { options, events, settings, project, jobs, model, pictures, vision, soundness }

  const entering = createEntering(parts)
  const projects = projectHandlers(parts, entering)
  const handlers: Handlers = {
    ...appHandlers(parts),
    ...projects,
    ...snapshotHandlers(parts, entering),
    ...importHandlers(parts),
    ...updateHandlers(parts),
    ...modelHandlers(parts),
    ...trainingHandlers(parts),
    ...predictHandlers(parts),
    ...explainHandlers(parts),
    ...reviewHandlers(parts),
    ...bulkHandlers(parts),
    ...lintHandlers(parts),
    ...errorHandlers(parts),
    ...agreementHandlers(parts),
    ...exportHandlers(parts),
  }

  return {
    handlers,
    events,
    dispatcher: createDispatcher({ handlers, events, report }),
    picture: (hash) => {
      const found = project.current?.pictures.get(hash) ?? null
      return found === null ? null : { path: project.need().pictures.path(found), format: found.format }
    },
    close: async () => {
      await projects['projects.close']()
      model.close()
      pictures.close()
      vision.close()
    },
  }
}
