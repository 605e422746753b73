import { postFilter, postOrder } from '../../shared/api/schemas.ts'
import type { QueueFilter, QueueOrder, QueueState } from './queueNavigator.ts'

/** Where one was in a project when the window closed. */
export interface Place {
  readonly postId: number | null
  readonly filter: QueueFilter
  readonly order: QueueOrder
}

const NOWHERE: Place = { postId: null, filter: {}, order: 'file' }

/** The place of this project on this machine; the start of the queue when there is none that can be read. */
export function readPlace(storage: Pick<Storage, 'getItem'>, project: string): Place {
  try {
    const stored = JSON.parse(storage.getItem(keyOf(project)) ?? 'null') as Partial<Place> | null
    if (stored === null) return NOWHERE
    return {
      postId: typeof stored.postId === 'number' ? stored.postId : null,
      filter: postFilter.parse(stored.filter),
      order: postOrder.parse(stored.order),
    }
  } catch {
    return NOWHERE
  }
}

export function writePlace(storage: Pick<Storage, 'setItem'>, project: string, state: QueueState): void {
  const { postId, filter, order } = state
  try {
    storage.setItem(keyOf(project), JSON.stringify({ postId, filter, order } satisfies Place))
  } catch {
    // The browser has no room for it: the next sitting begins where the one before did.
  }
}

function keyOf(project: string): string {
  return `vsgn.place/${project}`
}
