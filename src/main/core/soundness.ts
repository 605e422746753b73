import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CancelSignal } from '../../shared/api/contract.ts'
import type { CoreEvents } from '../../shared/api/coreEvents.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { newestSoundSnapshot } from '../store/snapshotList.ts'
import type { Damage, ProjectStore } from '../store/types.ts'
import type { Clock } from '../system/clock.ts'
import type { Logger } from '../system/logger.ts'
import { damageWords } from './damageWords.ts'

/** Milliseconds between two steps of the check, for everyone else. */
const PAUSE = 15

/** What the disk did to the annotations of a project. */
export interface FoundDamage {
  /** Ids of the damaged posts. */
  readonly posts: readonly number[]
  /** For a person: what is damaged, and what to do. */
  readonly message: string
}

export interface Soundness {
  /** From now on this is the project that `found` speaks of; it is checked once beside all other work. Null: none is. */
  watch(store: ProjectStore | null): void
  /** What is damaged in the watched project as far as is known; null: nothing. */
  found(): FoundDamage | null
  /** Reads a project through now, with other work going on in between. Null: it is sound. Throws `cancelled`. */
  check(store: ProjectStore, signal: CancelSignal): Promise<FoundDamage | null>
}

interface Parts {
  readonly events: CoreEvents
  readonly logger: Logger
  readonly clock: Clock
}

/**
 * Whether stored annotations are what they were saved as. 100,000 posts take somewhat under a second, too long to wait
 * for on opening: there it is done in the background, and told.
 */
export function createSoundness({ events, logger, clock }: Parts): Soundness {
  let watched: ProjectStore | null = null
  let found: FoundDamage | null = null
  let timer: NodeJS.Timeout | null = null

  async function described(store: ProjectStore, damage: readonly Damage[]): Promise<FoundDamage | null> {
    if (damage.length === 0) return null
    const posts = new Set(damage.flatMap(({ postId }) => postId ?? []))
    return { posts: [...posts], message: damageWords(damage, await newestSoundSnapshot(store.folder, clock)) }
  }

  function tell(store: ProjectStore, damage: FoundDamage | null): void {
    if (store !== watched || damage?.message === found?.message) return
    found = damage
    events.emit('store.changed', { topics: ['project', 'posts'], postIds: null })
  }

  function beside(store: ProjectStore): void {
    const steps = store.check()[Symbol.iterator]()
    const damage: Damage[] = []
    const step = (): void => {
      timer = null
      try {
        const next = steps.next()
        if (next.done === true) finish()
        else {
          damage.push(...next.value)
          wait()
        }
      } catch (error) {
        failed(store, error)
      }
    }
    const finish = (): void => {
      described(store, damage).then(
        (known) => tell(store, known),
        (error: unknown) => failed(store, error),
      )
    }
    const wait = (): void => {
      timer = setTimeout(step, PAUSE)
      timer.unref()
    }
    wait()
  }

  function failed(store: ProjectStore, error: unknown): void {
    // Pages that cannot be read at all.
    if (error instanceof WorkbenchError && error.kind === 'storage')
      tell(store, { posts: [], message: error.message })
    logger.warn('the project could not be checked', { error: String(error) })
  }

  return {
    watch: (store) => {
      if (timer !== null) clearTimeout(timer)
      timer = null
      watched = store
      found = null
      if (store !== null) beside(store)
    },
    found: () => found,
    check: async (store, signal) => {
      const damage: Damage[] = []
      for (const step of store.check()) {
        damage.push(...step)
        await nextTurn()
        if (signal.aborted)
          throw new WorkbenchError(
            'cancelled',
            'The export was cancelled. What was there before is unchanged.',
          )
      }
      const known = await described(store, damage)
      tell(store, known)
      return known
    },
  }
}
