import type { ProjectStore } from '../store/types.ts'
import type { Logger } from '../system/logger.ts'

const HOUR_MS = 3_600_000

export interface HourlySnapshots {
  /** From now on this project is copied every hour in which something was written to it; null: none is. */
  watch(store: ProjectStore | null): void
  /** Resolves when no copy is being taken. */
  settled(): Promise<void>
}

/**
 * A copy of the open project every hour, so that a damaged file costs an hour at most. A copy that fails is logged and
 * tried again the next hour: work must not stop for it.
 */
export function createHourlySnapshots(logger: Logger, onTaken: () => void): HourlySnapshots {
  let timer: NodeJS.Timeout | undefined
  let taking: Promise<void> = Promise.resolve()

  async function take(store: ProjectStore): Promise<boolean> {
    try {
      await store.snapshot('hourly')
      onTaken()
      return true
    } catch (error) {
      logger.warn('no hourly snapshot', { error: String(error) })
      return false
    }
  }

  return {
    watch: (store) => {
      clearInterval(timer)
      if (store === null || store.readOnly) return
      let copied = store.rowsWritten()
      timer = setInterval(() => {
        const now = store.rowsWritten()
        if (now === copied) return
        taking = take(store).then((taken) => {
          if (taken) copied = now
        })
      }, HOUR_MS)
      timer.unref()
    },
    settled: () => taking,
  }
}
