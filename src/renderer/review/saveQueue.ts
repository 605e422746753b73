import type { PostState } from '../../shared/domain/post.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { createStore } from '../app/store.ts'
import type { Store } from '../app/store.ts'
import type { Edit } from './correctionSession.ts'
import type { UnsavedEdits } from './unsavedEdits.ts'

/** Somebody else corrected the post first; both versions are kept until one is chosen. */
export interface Conflict {
  readonly postId: number
  readonly mine: PostState
  readonly theirs: PostState
  /** The revision `theirs` is. */
  readonly revision: number
  readonly author: string
  readonly at: string
  /** The edits `mine` is made of; kept until the choice is saved. */
  readonly edits: readonly Edit[]
}

export interface SaveState {
  /** Edits the core has not acknowledged. */
  readonly unsaved: number
  /** Why they are not on their way; null: they are. */
  readonly trouble: Trouble | null
  readonly conflicts: readonly Conflict[]
}

export interface Trouble {
  /** `disconnected`: resent by itself. `waiting`: tried again every few seconds. `refused`: only a person can help. */
  readonly kind: 'disconnected' | 'waiting' | 'refused'
  readonly message: string
}

/** Edits on their way to the core, oldest first, one at a time. Each survives the page until it is acknowledged. */
export interface SaveQueue {
  readonly state: Pick<Store<SaveState>, 'get' | 'subscribe'>
  readonly add: (edit: Edit) => void
  /** Sends what waits, now. */
  readonly retry: () => void
  /** Gives up the edit that was refused, and says which; null: none was. */
  readonly discard: () => Edit | null
  /** The person chose; the edits of the conflict are let go. */
  readonly settle: (conflict: Conflict) => void
  /** Sends nothing more. What is not saved stays kept for the next queue of this project. */
  readonly close: () => void
}

interface SaveQueueOptions {
  /** Resolves once the core has stored the edit, and not before. */
  readonly send: (edit: Edit) => Promise<unknown>
  readonly kept: UnsavedEdits
  /** When to write an edit down and send it: at once, or after the frame that shows it. In the order asked. */
  readonly defer?: (work: () => void) => void
  /** Milliseconds until a failed edit is tried again by itself. */
  readonly retryAfter?: number
}

export function createSaveQueue(options: SaveQueueOptions): SaveQueue {
  const { send, kept, defer = atOnce, retryAfter = 3000 } = options
  let edits: readonly Edit[] = kept.all()
  /** Ids of edits that were written down. No other is sent: what was sent may have to be sent again by the next page. */
  const written = new Set(edits.map(({ editId }) => editId))
  let trouble: Trouble | null = null
  let conflicts: readonly Conflict[] = []
  let sending = false
  let closed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const state = createStore<SaveState>({ unsaved: edits.length, trouble, conflicts })

  const publish = (): void => state.set({ unsaved: edits.length, trouble, conflicts })
  const drop = (gone: readonly Edit[]): void => {
    const ids = new Set(gone.map(({ editId }) => editId))
    edits = edits.filter(({ editId }) => !ids.has(editId))
    for (const id of ids) written.delete(id)
  }

  const pump = (): void => {
    const [edit] = edits
    if (closed || sending || edit === undefined || !written.has(edit.editId)) return
    clearTimeout(timer)
    sending = true
    void send(edit)
      .then(
        () => acknowledged(edit),
        (error: unknown) => failed(edit, error),
      )
      .finally(() => {
        sending = false
        publish()
        if (trouble === null) pump()
      })
  }

  const acknowledged = (edit: Edit): void => {
    trouble = null
    kept.remove(edit.editId)
    drop([edit])
  }

  const failed = (edit: Edit, error: unknown): void => {
    const versions = conflictDetails(error)
    if (versions !== null) {
      // Later edits of the same post were made on top of the refused one: they go with it.
      const mine = edits.filter(({ postId }) => postId === edit.postId)
      drop(mine)
      conflicts = [
        ...conflicts,
        { ...versions, postId: edit.postId, mine: (mine.at(-1) ?? edit).after, edits: mine },
      ]
      return
    }
    trouble = troubleOf(error)
    if (trouble.kind === 'waiting') timer = setTimeout(retry, retryAfter)
  }

  const retry = (): void => {
    trouble = null
    publish()
    pump()
  }

  pump()
  return {
    state,
    add: (edit) => {
      edits = [...edits, edit]
      publish()
      defer(() => {
        try {
          kept.add(edit)
        } catch {
          // The browser has no room for it: sent from this page alone, it is safer than never sent.
        }
        written.add(edit.editId)
        if (trouble === null) pump()
      })
    },
    retry,
    discard: () => {
      const [refused] = edits
      if (trouble?.kind !== 'refused' || refused === undefined) return null
      kept.remove(refused.editId)
      drop([refused])
      retry()
      return refused
    },
    settle: (conflict) => {
      for (const { editId } of conflict.edits) kept.remove(editId)
      conflicts = conflicts.filter((other) => other !== conflict)
      publish()
    },
    close: () => {
      closed = true
      clearTimeout(timer)
    },
  }
}

function atOnce(work: () => void): void {
  work()
}

function troubleOf(error: unknown): Trouble {
  if (!(error instanceof WorkbenchError)) return { kind: 'waiting', message: 'The program gave no answer.' }
  const { kind, message } = error
  if (kind === 'disconnected' || kind === 'cancelled') return { kind: 'disconnected', message }
  return { kind: kind === 'storage' || kind === 'internal' ? 'waiting' : 'refused', message }
}

/** The details of a `conflict` refusal (contract: `corrections.save`); null: not one. */
function conflictDetails(error: unknown): Pick<Conflict, 'theirs' | 'revision' | 'author' | 'at'> | null {
  if (!(error instanceof WorkbenchError) || error.kind !== 'conflict' || error.details === null) return null
  return error.details as unknown as Pick<Conflict, 'theirs' | 'revision' | 'author' | 'at'>
}
