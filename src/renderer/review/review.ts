import type { QueryClient } from '@tanstack/react-query'
import { updateDocument } from '../../shared/api/jobResults.ts'
import type { Job } from '../../shared/domain/job.ts'
import { afterPaint } from '../app/afterPaint.ts'
import type { Connection } from '../app/connection.ts'
import { createStore } from '../app/store.ts'
import type { Store } from '../app/store.ts'
import { EMPTY_SESSION, step } from './correctionSession.ts'
import type { Session } from './correctionSession.ts'
import { createQueueNavigator } from './queueNavigator.ts'
import type { QueueNavigator } from './queueNavigator.ts'
import { timeDecisions } from './pace.ts'
import type { Decision } from './pace.ts'
import { CLOSED } from './panels.ts'
import type { ReviewPanels } from './panels.ts'
import { preloadPicture } from './preloadPicture.ts'
import { readPlace, writePlace } from './place.ts'
import type { Request } from './request.ts'
import type { Action } from './sessionAction.ts'
import { createSaveQueue } from './saveQueue.ts'
import type { Conflict, SaveQueue } from './saveQueue.ts'
import { createUndoTravel } from './undoTravel.ts'
import type { UndoTravel } from './undoTravel.ts'
import { createUnsavedEdits } from './unsavedEdits.ts'

/** One project's review: where one is, what was changed, what is saved. Lives as long as the project is open. */
export interface Review {
  readonly session: Store<Session>
  readonly queue: QueueNavigator
  readonly saves: SaveQueue
  readonly panels: Store<ReviewPanels>
  /** What was decided in this sitting, and how long it took. */
  readonly decisions: Pick<Store<readonly Decision[]>, 'get' | 'subscribe'>
  /** What went wrong where nobody was waiting for an answer. */
  readonly trouble: Store<unknown>
  readonly act: (request: Request) => void
  /** Changes many posts at once; resolves to how many. */
  readonly bulk: UndoTravel['bulk']
  /** Gives up the edit that was refused: its post is again as the core has it. */
  readonly discard: () => void
  /** Answers a conflict with one of the two versions. */
  readonly settle: (conflict: Conflict, choice: 'mine' | 'theirs') => void
  /** Opens the post one was at last, else the first that is not reviewed. */
  readonly begin: (postId: number | null) => void
  readonly close: () => void
}

/**
 * What the core tells leads to no other post, nor does going about in one; what the person does, does: undo, or an edit
 * while the next is on its way.
 */
const STAYING: ReadonlySet<Request['type']> = new Set([
  ...(['refresh', 'reread', 'learn', 'restore', 'bulk', 'did', 'undid', 'rules'] as const),
  ...(['token', 'tokenAt', 'span', 'select', 'alone', 'caret'] as const),
])

/** Milliseconds on a post before it counts as the place to come back to. */
const PLACE_DELAY = 400

/** Changed posts that stay known once they are saved; an older one that undo leads to is read again. */
const KEPT_POSTS = 50

interface ReviewOptions {
  readonly connection: Connection
  readonly queries: QueryClient
  readonly storage: Storage
  /** What tells this project from others on this machine. */
  readonly project: string
}

export function createReview({ connection, queries, storage, project }: ReviewOptions): Review {
  const session = createStore<Session>(EMPTY_SESSION)
  const place = readPlace(storage, project)
  const saves = createSaveQueue({
    kept: createUnsavedEdits(storage, project, Date.now),
    send: (edit) => connection.call('corrections.save', { project, ...edit }),
    defer: afterPaint,
  })
  const queue = createQueueNavigator({
    connection,
    queries,
    initial: { filter: place.filter, order: place.order },
    onOpen: (detail) => session.set((current) => step(current, { type: 'open', detail }).session),
    preloadPicture,
  })

  /** The page of a long sitting holds no more than that of a short one. */
  const forget = (): void => {
    if (saves.state.get().unsaved === 0 && session.get().posts.size > 2 * KEPT_POSTS)
      session.set((current) => step(current, { type: 'forget', keep: KEPT_POSTS }).session)
  }
  const trouble = createStore<unknown>(null)
  const apply = (request: Request): void => {
    const outcome = step(session.get(), { editId: crypto.randomUUID(), ...request } as Action)
    session.set(outcome.session)
    if (outcome.edit !== null) saves.add(outcome.edit)
    const { postId } = outcome.session
    // Undo may lead to a post that is not on screen.
    if (!STAYING.has(request.type) && postId !== null && postId !== queue.state.get().postId)
      queue.open(postId)
  }

  const { travel, bulk, restore } = createUndoTravel({
    connection,
    queries,
    session,
    saves,
    project,
    apply,
    onTrouble: trouble.set,
  })
  const act = (request: Request): void => {
    if (request.type === 'undo' || request.type === 'redo') travel(request.type)
    else apply(request)
  }
  restore()
  /** A newer version of a file that was taken over is undone as what is changed here is. */
  const takenOver = ({ state, result }: Job): void => {
    const change = state === 'done' ? updateDocument.safeParse(result).data?.change : null
    if (change == null || change.posts === 0) return
    const { id: bulkId, title, posts } = change
    apply({ type: 'bulk', way: 'do', made: { kind: 'bulk', bulkId, title, posts } })
  }

  const resend = (): void => {
    if (connection.state.get() !== 'open' || saves.state.get().trouble?.kind !== 'disconnected') return
    // The program may have come back with another project: these edits belong to this one alone.
    connection.call('projects.current', {}).then(
      (current) => {
        if (current?.location === project) saves.retry()
      },
      () => undefined, // lost again: asked again when it is back
    )
  }
  const warn = (event: BeforeUnloadEvent): void => {
    if (saves.state.get().unsaved > 0) event.preventDefault()
  }
  let arriving = window.location.hash.startsWith('#/review')
  let resting: ReturnType<typeof setTimeout> | undefined
  const remember = (): void => {
    clearTimeout(resting)
    writePlace(storage, project, queue.state.get())
  }
  const rememberSoon = (): void => {
    clearTimeout(resting)
    resting = setTimeout(remember, PLACE_DELAY)
  }
  /** What could not be read because the program was gone is read when it is back. */
  const readAgain = (): void => {
    const { postId, error } = queue.state.get()
    if (connection.state.get() !== 'open' || error === null) return
    if (postId === null) queue.openFirst()
    else queue.open(postId)
  }
  const ends = [
    connection.state.subscribe(resend),
    connection.state.subscribe(readAgain),
    queue.state.subscribe(rememberSoon),
    saves.state.subscribe(forget),
    connection.on('jobs.progress', takenOver),
  ]
  window.addEventListener('pagehide', remember)
  window.addEventListener('beforeunload', warn)

  return {
    session,
    queue,
    saves,
    panels: createStore(CLOSED),
    decisions: timeDecisions(session, () => performance.now()),
    trouble,
    act,
    bulk,
    discard: () => {
      const given = saves.discard()
      if (given === null) return
      connection.call('posts.get', { id: given.postId }).then(
        (detail) => apply({ type: 'reread', detail }),
        () => undefined, // the post is gone, or the program: it is read when it is opened again
      )
    },
    settle: (conflict, choice) => {
      const { postId, mine, theirs, revision } = conflict
      saves.settle(conflict)
      act({ type: 'overwrite', postId, theirs, revision, state: choice === 'mine' ? mine : theirs })
    },
    begin: (postId) => {
      // The address lags behind by a moment; after a reload the place written as the page went is the newer one.
      const wanted = arriving && wasReloaded() ? (place.postId ?? postId) : (postId ?? place.postId)
      const { postId: open, error } = queue.state.get()
      arriving = false
      if (wanted !== null && (wanted !== open || error !== null)) queue.open(wanted)
      else if (open === null) queue.openFirst()
    },
    close: () => {
      for (const end of ends) end()
      saves.close()
      remember()
      window.removeEventListener('pagehide', remember)
      window.removeEventListener('beforeunload', warn)
    },
  }
}

function wasReloaded(): boolean {
  const [navigation] = performance.getEntriesByType('navigation')
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload'
}
