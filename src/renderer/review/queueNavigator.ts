import { CancelledError } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import type { Immutable, Params, Result } from '../../shared/api/contract.ts'
import type { PostDetail, PostSummary } from '../../shared/domain/post.ts'
import type { Connection } from '../app/connection.ts'
import { coreQuery } from '../app/queryCache.ts'
import { createStore } from '../app/store.ts'
import type { Store } from '../app/store.ts'

export type QueueFilter = Params<'posts.page'>['filter']
export type QueueOrder = Params<'posts.page'>['order']

export interface QueueState {
  readonly filter: QueueFilter
  readonly order: QueueOrder
  /** The post on screen; null: none yet, or the queue is empty. */
  readonly postId: number | null
  /** Its row; null: it is not in the queue, or not known yet. Rows may move when posts are reviewed. */
  readonly position: number | null
  readonly error: unknown
}

/** Rows of one page of the queue. */
export const PAGE = 100

/** Walks through an ordered, filtered list of posts, and has the next one ready before it is asked for. */
export interface QueueNavigator {
  readonly state: Pick<Store<QueueState>, 'get' | 'subscribe'>
  readonly pageParams: (page: number) => Params<'posts.page'>
  readonly rowAt: (position: number) => PostSummary | undefined
  readonly total: () => number | null
  readonly openAt: (position: number) => void
  /** Where work begins: the first post that is not reviewed, else the first one. */
  readonly openFirst: () => void
  /** Position unknown when it is not given: it is looked up. */
  readonly open: (postId: number, position?: number) => void
  /** False at either end. */
  readonly step: (delta: 1 | -1) => boolean
  /** The next post with an unreviewed span the model was unsure of, once it is open; null: there is none. */
  readonly nextUncertain: (scoreAtMost: number) => Promise<number | null>
  readonly setView: (view: { readonly filter?: QueueFilter; readonly order?: QueueOrder }) => void
  /** After rows were asked for again: finds the row of the current post. */
  readonly reconcile: () => void
}

interface NavigatorOptions {
  readonly connection: Connection
  readonly queries: QueryClient
  readonly initial: { readonly filter: QueueFilter; readonly order: QueueOrder }
  readonly onOpen: (detail: PostDetail) => void
  /** Makes the picture of a post that is likely to be next ready for drawing. */
  readonly preloadPicture: (hash: string) => void
}

export function createQueueNavigator(options: NavigatorOptions): QueueNavigator {
  const { connection, queries, onOpen } = options
  const state = createStore<QueueState>({ ...options.initial, postId: null, position: null, error: null })
  const change = (part: Partial<QueueState>): void => state.set((current) => ({ ...current, ...part }))

  /** What is in the cache, else the core's answer. */
  const ask = async <M extends 'posts.page' | 'posts.get'>(
    method: M,
    params: Params<M>,
  ): Promise<Result<M>> => {
    const query = coreQuery(connection, method, params as Immutable<Params<M>>)
    for (;;) {
      try {
        return await queries.query({ ...query, staleTime: 'static' })
      } catch (error) {
        // A view that asked the same and was left took the question with it; here it still stands.
        if (!(error instanceof CancelledError)) throw error
      }
    }
  }
  const pageParams = (page: number): Params<'posts.page'> => {
    const { filter, order } = state.get()
    return { filter, order, offset: page * PAGE, limit: PAGE }
  }
  const cachedPage = (page: number): Result<'posts.page'> | undefined =>
    queries.getQueryData(['posts.page', pageParams(page)])
  const rowAt = (position: number): PostSummary | undefined =>
    cachedPage(Math.floor(position / PAGE))?.rows[position % PAGE]
  const total = (): number | null => {
    const { position } = state.get()
    return cachedPage(Math.floor((position ?? 0) / PAGE))?.total ?? cachedPage(0)?.total ?? null
  }
  const fetchRow = async (position: number): Promise<PostSummary | undefined> => {
    await ask('posts.page', pageParams(Math.floor(position / PAGE)))
    return rowAt(position)
  }
  const failed = (error: unknown): void => change({ error })

  const open = (postId: number, position?: number): void => void arrive(postId, position)

  /** Resolves once the post is on screen, or will not be: it could not be read, or another was asked for. */
  const arrive = (postId: number, position?: number): Promise<void> => {
    change({ postId, position: position ?? null, error: null })
    search += 1
    searching = false
    waiting = 0
    const cached = queries.getQueryData<PostDetail>(['posts.get', { id: postId }])
    const read =
      cached === undefined
        ? ask('posts.get', { id: postId }).then((detail) => {
            if (state.get().postId === postId) onOpen(detail)
          }, failed)
        : Promise.resolve()
    if (cached !== undefined) onOpen(cached)
    if (position === undefined) locate(postId)
    else setTimeout(() => prepare(position), 0)
    return read
  }

  /** The search for the current row that is under way, and the steps that wait for its answer, forwards less backwards. */
  let search = 0
  let searching = false
  let waiting = 0

  const locate = (postId: number): void => {
    const { filter, order } = state.get()
    const mine = ++search
    searching = true
    connection
      .call('posts.position', { id: postId, filter, order })
      .then(({ position }) => {
        if (mine !== search) return
        // Reviewed out of its own filter: the place it had is where the next one is now.
        change({ position: position ?? state.get().position })
        if (position !== null) prepare(position)
      })
      .catch(failed)
      .finally(() => {
        if (mine !== search) return
        searching = false
        const steps = waiting
        waiting = 0
        if (steps !== 0) go(steps)
      })
  }

  /** The rows around a position, their posts and their pictures. */
  const prepare = (position: number): void => {
    for (const near of [position + 1, position - 1, position + 2].filter((row) => row >= 0)) {
      void fetchRow(near)
        .then(async (row) => {
          if (row === undefined) return
          const { picture } = await ask('posts.get', { id: row.id })
          if (picture?.hash != null) options.preloadPicture(picture.hash)
        })
        .catch(() => undefined) // asked for again when it is needed
    }
  }

  const openAt = (position: number): void => {
    const row = rowAt(position)
    if (row !== undefined) open(row.id, position)
    else
      fetchRow(position).then((found) => {
        if (found !== undefined) open(found.id, position)
      }, failed)
  }

  /** Whether the current post still stands at its row; after review it may have left the filter. */
  const stands = (): boolean => {
    const { postId, position } = state.get()
    return position !== null && rowAt(position)?.id === postId
  }

  /** Where the current post stands in the rows at hand, which may have moved since; null: not among them. */
  const currentRow = (): number | null => {
    const { postId, position } = state.get()
    if (position === null || stands() || rowAt(position) === undefined) return position
    const page = Math.floor(position / PAGE)
    const found = cachedPage(page)?.rows.findIndex(({ id }) => id === postId) ?? -1
    return found < 0 ? null : page * PAGE + found
  }

  const step = (delta: 1 | -1): boolean => {
    const { position, postId } = state.get()
    if (postId === null) return false
    if (!searching || position !== null) return go(delta)
    waiting += delta
    return true
  }

  /** Several steps end at the first or last row at the latest; one beyond it is not taken. */
  const go = (steps: number): boolean => {
    const { position } = state.get()
    const row = currentRow()
    // A post outside the filter stands before its first row; one that left it, before the row that took its place.
    const from = row ?? (position ?? 0) - (steps > 0 ? 1 : 0)
    const last = (total() ?? Infinity) - 1
    const target = Math.abs(steps) === 1 ? from + steps : Math.min(Math.max(from + steps, 0), last)
    if (target < 0 || target > last || target === row) return false
    openAt(target)
    return true
  }

  const openFirst = (): void => {
    const { filter, order } = state.get()
    const unreviewed = { filter: { ...filter, status: 'unreviewed' as const }, order, offset: 0, limit: 1 }
    connection.call('posts.page', unreviewed).then(({ rows: [row] }) => {
      if (state.get().postId !== null) return // the person was faster
      if (row === undefined) openAt(0)
      else open(row.id)
    }, failed)
  }

  return {
    state,
    pageParams,
    rowAt,
    total,
    openAt,
    openFirst,
    open,
    step,
    nextUncertain: async (scoreAtMost) => {
      const { filter, order, postId } = state.get()
      const uncertain = { ...filter, status: 'unreviewed' as const, scoreAtMost }
      const ask = { filter: uncertain, order }
      const here =
        postId === null ? null : (await connection.call('posts.position', { id: postId, ...ask })).position
      for (const offset of here === null ? [0] : [here + 1, 0]) {
        const { rows } = await connection.call('posts.page', { ...ask, offset, limit: 1 })
        const [row] = rows
        if (row === undefined || row.id === postId) continue
        await arrive(row.id)
        return row.id
      }
      return null
    },
    setView: (view) => {
      change({ ...view, position: null, error: null })
      const { postId } = state.get()
      if (postId !== null) locate(postId)
    },
    reconcile: () => {
      const { postId, position } = state.get()
      if (postId === null || stands()) return
      if (position === null || rowAt(position) !== undefined) locate(postId)
    },
  }
}
