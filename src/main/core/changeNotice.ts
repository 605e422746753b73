import type { CoreEvents } from '../../shared/api/coreEvents.ts'
import type { EventPayload } from '../../shared/api/contract.ts'
import type { Clock } from '../system/clock.ts'

type Topic = EventPayload<'store.changed'>['topics'][number]

/** Says `store.changed` about a stream of small changes, at most once a second and once at the end. */
export interface ChangeNotice {
  readonly add: (postIds: readonly number[]) => void
  readonly flush: () => void
}

const EVERY_MS = 1000
/** More ids than this are "many". */
const NAMED = 500

export function createChangeNotice(events: CoreEvents, clock: Clock, topics: readonly Topic[]): ChangeNotice {
  let changed: number[] = []
  let toldAt = clock.now()
  const flush = (): void => {
    if (changed.length === 0) return
    events.emit('store.changed', { topics, postIds: changed.length > NAMED ? null : changed })
    changed = []
    toldAt = clock.now()
  }
  return {
    add: (postIds) => {
      changed.push(...postIds)
      if (clock.now() - toldAt >= EVERY_MS) flush()
    },
    flush,
  }
}
