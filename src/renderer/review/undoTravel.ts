import type { QueryClient } from '@tanstack/react-query'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { BulkRequest } from '../../shared/domain/bulkChange.ts'
import type { Connection } from '../app/connection.ts'
import { coreQuery } from '../app/queryCache.ts'
import { counted } from '../components/numbers.ts'
import type { Store } from '../app/store.ts'
import type { Session } from './correctionSession.ts'
import type { BulkStep } from './sessionAction.ts'
import type { Request } from './request.ts'
import type { SaveQueue } from './saveQueue.ts'

/** How far back a new sitting can undo, in entries of the log. */
const RESTORED = 2000

interface TravelOptions {
  readonly connection: Connection
  readonly queries: QueryClient
  readonly session: Pick<Store<Session>, 'get'>
  readonly saves: Pick<SaveQueue, 'state'>
  readonly project: string
  /** Carries out what needs no answer of the core. */
  readonly apply: (request: Request) => void
  readonly onTrouble: (error: unknown) => void
}

/** What undo, redo and changes of many posts need of the core. They wait for each other, and for what is unsaved. */
export interface UndoTravel {
  readonly travel: (way: 'undo' | 'redo') => void
  /** Resolves to the number of posts changed. */
  readonly bulk: (request: BulkRequest, skip: readonly number[]) => Promise<number>
  /** Puts back what earlier sittings left to undo. */
  readonly restore: () => void
}

export function createUndoTravel(options: TravelOptions): UndoTravel {
  const { connection, queries, session, saves, project, apply, onTrouble } = options
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    waiting += 1
    const turn = last.then(work).finally(() => (waiting -= 1))
    last = turn.catch(() => undefined) // who asked is told; the next one goes on
    return turn
  }

  const afterBulk = async (request: Extract<Request, { type: 'bulk' }>): Promise<void> => {
    apply(request)
    // What was read ahead is no longer true, and must not be edited.
    queries.removeQueries({ queryKey: ['posts.get'], type: 'inactive' })
    const { postId } = session.get()
    if (postId === null) return
    const { queryKey } = coreQuery(connection, 'posts.get', { id: postId })
    await queries.invalidateQueries({ queryKey })
  }

  /** Null, once that was said: it has been taken back elsewhere, and would stand in the way of all before it. */
  const takeBack = async (bulkId: number): Promise<BulkStep | null> => {
    try {
      const { id, title, changed, left } = await connection.call('bulk.undo', { project, id: bulkId })
      if (left > 0) onTrouble(new WorkbenchError('conflict', leftWords(title, left)))
      return { kind: 'bulk', bulkId: id, title, posts: changed }
    } catch (error) {
      if (!(error instanceof WorkbenchError && error.kind === 'refused')) throw error
      onTrouble(error)
      return null
    }
  }

  const step = async (way: 'undo' | 'redo'): Promise<void> => {
    const next = session.get()[way].at(-1)
    if (next === undefined) return
    if (next.kind === 'bulk') {
      await allSaved(saves)
      await afterBulk({ type: 'bulk', way, taken: next.bulkId, made: await takeBack(next.bulkId) })
      return
    }
    if (!session.get().posts.has(next.postId))
      apply({ type: 'learn', detail: await connection.call('posts.get', { id: next.postId }) })
    apply({ type: way })
  }

  /** Whether the next step can be taken without asking. */
  const atHand = (way: 'undo' | 'redo'): boolean => {
    const next = session.get()[way].at(-1)
    return waiting === 0 && next?.kind === 'edit' && session.get().posts.has(next.postId)
  }

  return {
    travel: (way) => {
      if (atHand(way)) apply({ type: way })
      else inTurn(() => step(way)).catch(onTrouble)
    },
    bulk: (request, skip) =>
      inTurn(async () => {
        await allSaved(saves)
        const { id, title, changed } = await connection.call('bulk.apply', { project, request, skip })
        const made: BulkStep = { kind: 'bulk', bulkId: id, title, posts: changed }
        if (changed > 0) await afterBulk({ type: 'bulk', way: 'do', made })
        return changed
      }),
    restore: () => {
      // Edits that were kept over from an earlier page come first: they belong on top of what the log holds.
      allSaved(saves, true)
        .then(() => connection.call('corrections.undoable', { limit: RESTORED }))
        .then(({ undo, redo }) => apply({ type: 'restore', undo, redo }))
        .catch(() => undefined) // the connection is gone: this sitting starts with nothing to undo
    },
  }
}

/** What is on its way must be stored first: it stands before the change. Rejects when it cannot be, unless `patient`. */
function allSaved({ state }: Pick<SaveQueue, 'state'>, patient = false): Promise<void> {
  return new Promise((resolve, reject) => {
    let end: () => void = () => undefined
    const look = (): void => {
      const { unsaved, trouble } = state.get()
      if (unsaved > 0 && (trouble === null || patient)) return
      end()
      if (unsaved === 0) resolve()
      else reject(new Error('Some edits are not saved yet. Try again once they are.'))
    }
    end = state.subscribe(look)
    look()
  })
}

function leftWords(title: string, left: number): string {
  return `${counted(left, 'post')} of "${title}" ${left === 1 ? 'was' : 'were'} edited since and kept as edited. Take those edits back on the posts themselves.`
}
