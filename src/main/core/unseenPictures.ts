import type { CoreEvents } from '../../shared/api/coreEvents.ts'
import type { ProjectStore } from '../store/types.ts'
import type { Logger } from '../system/logger.ts'

/** Milliseconds between two looks for the detectors. */
const EVERY = 2000

export interface UnseenPictures {
  /** From now on the posts of this project are waited with; null: those of none. */
  watch(store: ProjectStore | null): void
}

interface Parts {
  readonly events: CoreEvents
  readonly logger: Logger
  /** Whether the detectors are on this machine. */
  readonly canLook: () => boolean
  /** Has the model read the posts again. Rejects where the model is gone. */
  readonly readAgain: (store: ProjectStore) => Promise<void>
}

/**
 * The first start fetches the detectors while people work already. Once they are there, unreviewed posts that the model
 * had to read without their pictures are read again, once for a project that was opened: where pictures stay unseen for
 * another reason, trying on would help nobody.
 */
export function createUnseenPictures({ events, logger, canLook, readAgain }: Parts): UnseenPictures {
  let watched: ProjectStore | null = null
  let timer: NodeJS.Timeout | null = null

  const stop = (): void => {
    if (timer !== null) clearInterval(timer)
    timer = null
  }
  const look = (): void => {
    if (watched === null || !canLook()) return
    const store = watched
    watched = null
    stop()
    readAgain(store).catch((error: unknown) => {
      logger.warn('posts with unseen pictures are not read again', { error: String(error) })
    })
  }
  const wait = (): void => {
    if (watched === null || timer !== null || !watched.predictions.anyUnseen()) return
    timer = setInterval(look, EVERY)
    timer.unref()
  }
  events.subscribe((event) => {
    if (event.name === 'store.changed' && event.payload.topics.includes('predictions')) wait()
  })
  return {
    watch: (store) => {
      stop()
      watched = store?.readOnly === true ? null : store
      wait()
    },
  }
}
