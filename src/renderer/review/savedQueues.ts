import { postFilter, postOrder } from '../../shared/api/schemas.ts'
import type { QueueFilter, QueueOrder } from './queueNavigator.ts'

/** A queue a person comes back to, under a name of their own. */
export interface SavedQueue {
  readonly name: string
  readonly filter: QueueFilter
  readonly order: QueueOrder
}

/** The saved queues of this project on this machine, by name; what cannot be read is left out. */
export function readQueues(storage: Pick<Storage, 'getItem'>, project: string): SavedQueue[] {
  try {
    const stored = JSON.parse(storage.getItem(keyOf(project)) ?? '[]') as readonly Partial<SavedQueue>[]
    return stored.flatMap(({ name, filter, order }) => {
      const [readFilter, readOrder] = [postFilter.safeParse(filter), postOrder.safeParse(order)]
      return typeof name === 'string' && readFilter.success && readOrder.success
        ? [{ name, filter: readFilter.data, order: readOrder.data }]
        : []
    })
  } catch {
    return []
  }
}

export function writeQueues(
  storage: Pick<Storage, 'setItem'>,
  project: string,
  queues: readonly SavedQueue[],
): void {
  storage.setItem(keyOf(project), JSON.stringify(queues))
}

/** The queues with one more; one of the same name gives way. */
export function withQueue(queues: readonly SavedQueue[], added: SavedQueue): SavedQueue[] {
  return [...queues.filter(({ name }) => name !== added.name), added].sort((a, b) =>
    a.name.localeCompare(b.name),
  )
}

function keyOf(project: string): string {
  return `vsgn.queues/${project}`
}
