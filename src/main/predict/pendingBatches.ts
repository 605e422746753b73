import type { ProjectStore, StoredPost } from '../store/types.ts'
import { lengthBatches } from './lengthBatches.ts'

/** Posts read from the store at a time. */
const CHUNK = 256
/**
 * Posts that the model reads at a time. It bounds what anyone waits for: a stop, a change of progress and a question
 * about one post wait until one batch is read (`npm run bench -- job` says how long that is).
 */
export const BATCH = 32

/**
 * The posts that a run has still to read, at most `wanted` of them, in batches of like length. They are read from the
 * store when a batch is asked for, so that what was reviewed in the meantime is left out.
 */
export function* pendingBatches(
  predictions: ProjectStore['predictions'],
  run: number,
  choice: { readonly which: 'unreviewed' | 'all'; readonly unseen: boolean },
  wanted: number,
): Generator<readonly StoredPost[], void> {
  let given = 0
  for (let after = 0; given < wanted;) {
    const chunk = predictions.pending(run, { ...choice, after, limit: Math.min(CHUNK, wanted - given) })
    const last = chunk.at(-1)
    if (last === undefined) return
    after = last.position
    given += chunk.length
    yield* lengthBatches(chunk, BATCH)
  }
}
