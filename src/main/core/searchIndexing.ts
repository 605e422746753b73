import type { CoreEvents } from '../../shared/api/coreEvents.ts'
import type { ProjectStore } from '../store/types.ts'
import type { Logger } from '../system/logger.ts'

/** Posts of one step: a few milliseconds of work, so that nobody waits for it. */
const STEP = 500
/** Milliseconds between two steps, for everyone else. */
const PAUSE = 15

export interface SearchIndexing {
  /** From now on the posts of this project are taken into its search index as they come; null: of none. */
  watch(store: ProjectStore | null): void
}

/**
 * Takes posts into the search index a few at a time beside all other work: when a project is opened, and whenever many
 * posts changed at once. A failure is logged and tried again the next time; until then those posts are looked through.
 */
export function createSearchIndexing(events: CoreEvents, logger: Logger): SearchIndexing {
  let watched: ProjectStore | null = null
  let timer: NodeJS.Timeout | null = null

  const step = (): void => {
    timer = null
    try {
      if (watched?.search.catchUp(STEP) === false) wake()
    } catch (error) {
      logger.warn('the search index stays behind', { error: String(error) })
    }
  }
  const wake = (): void => {
    if (watched === null || timer !== null) return
    timer = setTimeout(step, PAUSE)
    timer.unref()
  }
  events.subscribe((event) => {
    if (event.name === 'store.changed' && event.payload.postIds === null) wake()
  })
  return {
    watch: (store) => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      watched = store?.readOnly === true ? null : store
      wake()
    },
  }
}
