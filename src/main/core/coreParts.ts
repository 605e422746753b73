import type { CoreEvents } from '../../shared/api/coreEvents.ts'
import type { JobQueue } from '../jobs/jobQueue.ts'
import type { ModelClient } from '../jobs/modelClient.ts'
import type { PictureClient } from '../jobs/pictureClient.ts'
import type { VisionClient } from '../jobs/visionClient.ts'
import type { CoreOptions } from './coreOptions.ts'
import type { ProjectHolder } from './projectHolder.ts'
import type { Settings } from './settings.ts'
import type { Soundness } from './soundness.ts'

/** What the handlers of all stages share. */
export interface CoreParts {
  readonly options: CoreOptions
  readonly events: CoreEvents
  readonly settings: Settings
  readonly project: ProjectHolder
  readonly jobs: JobQueue
  readonly model: ModelClient
  readonly pictures: PictureClient
  readonly vision: VisionClient
  readonly soundness: Soundness
}
