import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CancelSignal } from '../../shared/api/contract.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { compareReadings } from '../../shared/domain/errorCase.ts'
import type { Comparison } from '../../shared/domain/errorCase.ts'
import type { PostDetail } from '../../shared/domain/post.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import type { ProjectStore } from '../store/types.ts'

export type Which = 'all' | 'reviewed'

/** The part of a stored post that analysis reads. */
export type ReadPost = Pick<
  PostDetail,
  'id' | 'externalId' | 'tokens' | 'picture' | 'state' | 'predicted'
> & {
  readonly position: number
}

/** The store as analysis sees it: posts in file order, after a position, at most `limit` of them. */
export interface PostSource {
  after(position: number, limit: number, query: { readonly which: Which }): readonly ReadPost[]
}

/**
 * The posts that the current model run has read. A post that only an older run has read keeps its old spans on screen,
 * but must not count for or against the model of today.
 */
export function currentReadings({
  posts,
  predictions,
}: Pick<ProjectStore, 'posts' | 'predictions'>): PostSource {
  const run = predictions.current()?.id
  return {
    after: (position, limit, { which }) =>
      run === undefined ? [] : posts.after(position, limit, { which, run }),
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

/**
 * Every post that has gold and a prediction of the current run, in file order. One batch is in memory at a time, and
 * other calls get their turn between batches. Throws `cancelled` when the signal is.
 */
export async function* comparedPosts(
  source: PostSource,
  which: Which,
  signal?: CancelSignal,
): AsyncGenerator<ComparedPost> {
  let position = -1
  for (;;) {
    if (signal?.aborted === true) throw new WorkbenchError('cancelled', 'The comparison was cancelled.')
    const batch = source.after(position, BATCH, { which })
    for (const post of batch) {
      const gold = post.state.spans
      if (gold === null || post.predicted === null) continue
      const predicted = post.predicted
      yield { post, gold, predicted, comparison: compareReadings(gold, predicted) }
    }
    const last = batch.at(-1)
    if (last === undefined || batch.length < BATCH) return
    position = last.position
    await nextTurn()
  }
}
