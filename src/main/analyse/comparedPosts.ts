import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CancelSignal } from '../../shared/api/contract.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { compareReadings } from '../../shared/domain/errorCase.ts'
import type { Comparison } from '../../shared/domain/errorCase.ts'
import type { ReadingKey } from '../../shared/domain/reading.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import type { LabelledPost, ProjectStore } from '../store/types.ts'

/** `corrected`: posts whose gold a person has changed or confirmed in this project. */
export type Which = 'all' | 'reviewed' | 'corrected'

/** A post as analysis reads it. */
export type ReadPost = LabelledPost

/** The next posts in file order whose position is greater, at most `limit` of them; an empty list is the end. */
export type PostReader = (position: number, limit: number) => readonly ReadPost[]

/** The store as analysis sees it. */
export interface PostSource {
  /** Posts with gold that the model has read. */
  after(position: number, limit: number, query: { readonly which: 'all' | 'reviewed' }): readonly ReadPost[]
  /** All posts with gold, read by a model or not. */
  readonly every: PostReader
  /** Judged causes by case key, by post: all there are now. */
  judged(): ReadonlyMap<number, ReadonlyMap<string, string>>
}

type AnalysedStore = Pick<ProjectStore, 'posts' | 'predictions' | 'causes' | 'readings'>

/**
 * The posts that the current model run has read. A post that only an older run has read keeps its old spans on screen,
 * but must not count for or against the model of today.
 */
export function currentReadings(store: AnalysedStore): PostSource {
  return chosenReading(store, undefined)
}

/** The posts of one reading that is kept; none chosen: those of the current model run. */
export function chosenReading(store: AnalysedStore, reading: ReadingKey | undefined): PostSource {
  const { posts, predictions, causes, readings } = store
  const run = predictions.current()?.id
  const key = reading ?? (run === undefined ? null : { run, control: null })
  return {
    after: (position, limit, { which }) => (key === null ? [] : readings.after(key, position, limit, which)),
    every: (position, limit) => posts.labelled(position, limit),
    judged: () => causes.judged(),
  }
}

/** A post that both a person and a model have read. */
export interface ComparedPost {
  readonly post: ReadPost
  readonly gold: readonly Span[]
  readonly predicted: readonly ScoredSpan[]
  readonly comparison: Comparison
}

const BATCH = 500

/** Before the first post. */
export const START = -1

/**
 * Every post a reader gives after a position, in file order. One batch is in memory at a time, and other calls get
 * their turn between batches. Throws `cancelled` when the signal is.
 */
export async function* postsOf(
  read: PostReader,
  signal?: CancelSignal,
  after = START,
): AsyncGenerator<ReadPost> {
  let position = after
  for (;;) {
    if (signal?.aborted === true) throw new WorkbenchError('cancelled', 'The comparison was cancelled.')
    const batch = read(position, BATCH)
    yield* batch
    const last = batch.at(-1)
    if (last === undefined || batch.length < BATCH) return
    position = last.position
    await nextTurn()
  }
}

/** Every post after a position that has gold and a prediction of the current run, in file order. */
export async function* comparedPosts(
  source: PostSource,
  which: Which,
  signal?: CancelSignal,
  after = START,
): AsyncGenerator<ComparedPost> {
  const choice = { which: which === 'reviewed' ? which : 'all' } as const
  const read: PostReader = (position, limit) => source.after(position, limit, choice)
  for await (const post of postsOf(read, signal, after)) {
    const gold = post.state.spans
    const { predicted } = post
    if (gold === null || predicted === null) continue
    if (which === 'corrected' && post.revision === 0) continue
    yield { post, gold, predicted, comparison: compareReadings(gold, predicted) }
  }
}
