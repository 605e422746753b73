import { QueryClient } from '@tanstack/react-query'
import type { UseQueryOptions } from '@tanstack/react-query'
import type { EventPayload, Immutable, MethodName, Params, Result } from '../../shared/api/contract.ts'
import type { Connection } from './connection.ts'
import type { Lull } from './lull.ts'

type Topic = EventPayload<'store.changed'>['topics'][number]
type QueryKey<M extends MethodName> = readonly [M, Immutable<Params<M>>]

/** What is counted of gold and a reading. */
const COMPARED = ['errors.report', 'errors.examples', 'errors.causes', 'errors.sideBySide'] as const
/** What is counted of gold, whether a person corrected it or a file brought it. */
const COUNTED = [...COMPARED, 'errors.suspicious', 'training.plan', 'export.plan', 'lint.report'] as const

/** What tells of the posts that two annotators read differently, which gold settles. */
const SETTLED = ['agreement.list', 'agreement.posts', 'agreement.post', 'agreement.next'] as const

/** Which answers are out of date when rows of a topic changed. */
const ANSWERS: Readonly<Record<Topic, readonly MethodName[]>> = {
  project: ['projects.current', 'projects.recent', 'projects.rules', 'projects.damage', 'snapshots.list'],
  posts: [
    'posts.page',
    'posts.position',
    'posts.get',
    'posts.explain',
    'bulk.preview',
    'projects.current',
    ...COUNTED,
    'lint.previewRepair',
    'import.compare',
  ],
  corrections: [
    'posts.page',
    'posts.position',
    'posts.get',
    'bulk.preview',
    'projects.current',
    'corrections.history',
    'corrections.people',
    'bulk.list',
    ...COUNTED,
    'lint.repairs',
    'import.compare',
    ...SETTLED,
  ],
  predictions: [
    'errors.readings',
    'posts.page',
    'posts.position',
    'posts.get',
    'posts.explain',
    'bulk.preview',
    'projects.current',
    ...COMPARED,
    'errors.suspicious',
    'export.plan',
  ],
  models: ['models.list', 'training.unfinished', 'training.curve', 'training.outcome', 'training.plan'],
  causes: ['errors.examples', 'errors.causes'],
  readings: ['posts.page', 'posts.position', 'errors.readings', ...COMPARED],
  agreements: SETTLED,
}

/** Milliseconds in which a large change is gathered, so that a job that says so again and again is asked once. */
const SETTLE = 250

/** Milliseconds that an answer stays which nothing shows: the next posts read ahead, and no long sitting's worth of posts. */
const UNUSED = 60_000

/** The cache of what the core answered. Its events say when an answer is old, so nothing ages by the clock. */
export function createQueries(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Infinity,
        gcTime: UNUSED,
        retry: false,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
    },
  })
}

/** The one form of a query: the method and its params are its key. */
export function coreQuery<M extends MethodName>(
  connection: Connection,
  method: M,
  params: Immutable<Params<M>>,
): UseQueryOptions<Result<M>, Error, Result<M>, QueryKey<M>> & { queryKey: QueryKey<M> } {
  return {
    queryKey: [method, params],
    queryFn: ({ signal }) => connection.call(method, params, { signal }),
  }
}

/** Forgets what was answered about a project that was left: the posts of the next one have the same numbers. */
export function forgetProject(queries: QueryClient): void {
  // Which project is open is what has just been answered.
  void queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'projects.current' })
}

/**
 * Keeps the cache true: follows `store.changed`, and asks everything again after a lost connection came back. Changes
 * of single posts are asked for when the person pauses: what they changed themselves is on screen already, and an
 * answer that is read and drawn just as a key comes makes the key wait.
 */
export function followChanges(connection: Connection, queries: QueryClient, lull: Lull): () => void {
  const stale = new Set<MethodName>()
  const stalePosts = new Set<number>()
  let callOff: (() => void) | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const settle = (): void => {
    callOff?.()
    callOff = null
    clearTimeout(timer)
    timer = undefined
    const methods = new Set(stale)
    stale.clear()
    void queries.invalidateQueries({ predicate: ({ queryKey }) => methods.has(queryKey[0] as MethodName) })
    for (const id of stalePosts) void queries.invalidateQueries({ queryKey: ['posts.get', { id }] })
    stalePosts.clear()
  }
  const endChanges = connection.on('store.changed', ({ topics, postIds }) => {
    for (const method of topics.flatMap((topic) => ANSWERS[topic])) {
      if (method !== 'posts.get' || postIds === null) stale.add(method)
    }
    for (const id of postIds ?? []) stalePosts.add(id)
    if (postIds === null) timer ??= setTimeout(settle, SETTLE)
    else callOff ??= lull.next(settle)
  })
  let state = connection.state.get()
  const endState = connection.state.subscribe(() => {
    const before = state
    state = connection.state.get()
    if (before !== 'open' && state === 'open') void queries.invalidateQueries()
  })
  return () => {
    clearTimeout(timer)
    callOff?.()
    endChanges()
    endState()
  }
}
