import { crc32 } from 'node:zlib'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CancelSignal, Immutable } from '../../../shared/api/contract.ts'
import type { TrainingOptions } from '../../../shared/api/trainingDocuments.ts'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { tagsFromSpans } from '../../../shared/domain/bio.ts'
import { hasGold } from '../../../shared/domain/post.ts'
import { innerSpans } from '../../../shared/domain/span.ts'
import type { ProjectStore, StoredPost } from '../../store/types.ts'

/** A labelled post as it is written for the training process. */
export interface TrainingLine {
  /** Of the project, as text: ids of the files may meet. */
  readonly id: string
  readonly externalId: string
  readonly tokens: readonly string[]
  readonly tags: readonly string[]
  readonly caption: string | null
  /** SHA-256 of its picture; null: it has none that can be looked at. */
  readonly image: string | null
}

/** Where a post goes. */
export type Part = 'train' | 'held-out'

export interface ChosenPost {
  readonly part: Part
  readonly reviewed: boolean
  readonly line: TrainingLine
  readonly types: readonly string[]
}

/** One post in so many of those reviewed is held out. */
const HELD_OUT_EVERY = 5
const BATCH = 500

/** Whether a post is one of those that are never trained on: its id alone decides, today and ever after. */
export function isHeldOut(externalId: string): boolean {
  return crc32(externalId) % HELD_OUT_EVERY === 0
}

/** Which part a post belongs to; null: neither. What is held out is never trained on. */
export function partOf(
  post: Pick<StoredPost, 'externalId' | 'split' | 'state'>,
  { data, heldOut }: Immutable<Pick<TrainingOptions, 'data' | 'heldOut'>>,
): Part | null {
  const reviewed = post.state.status === 'reviewed'
  if (heldOut.splits.includes(post.split)) return 'held-out'
  if (heldOut.reviewed && reviewed && isHeldOut(post.externalId)) return 'held-out'
  return (data.reviewed && reviewed) || data.splits.includes(post.split) ? 'train' : null
}

/** Posts that may be given a part: only reviewed ones where no split is asked for, which spares reading all the others. */
export type Which = 'all' | 'reviewed'

export function whichOf({ data, heldOut }: Immutable<Pick<TrainingOptions, 'data' | 'heldOut'>>): Which {
  return data.splits.length + heldOut.splits.length === 0 ? 'reviewed' : 'all'
}

/**
 * The labelled posts that `choose` gives a part, in file order. Of spans that overlap the
 * first in order of reading is learnt, that is the outermost of nested ones: BIO tags hold no others. A post without tokens
 * is left out. Other calls get their turn between batches.
 */
export async function* chosenPosts(
  store: Pick<ProjectStore, 'posts'>,
  choose: (post: StoredPost) => Part | null,
  { signal, which = 'all' }: { readonly signal?: CancelSignal | undefined; readonly which?: Which } = {},
): AsyncGenerator<ChosenPost> {
  for (let position = -1; ;) {
    if (signal?.aborted === true) throw new WorkbenchError('cancelled', 'Choosing the posts was cancelled.')
    const batch = store.posts.after(position, BATCH, { which })
    for (const post of batch) {
      const part = hasGold(post) ? choose(post) : null
      const line = part === null ? null : lineOf(post)
      if (part === null || line === null) continue
      const types = (post.state.spans ?? []).map(({ type }) => type)
      yield { part, reviewed: post.state.status === 'reviewed', line, types }
    }
    const last = batch.at(-1)
    if (last === undefined || batch.length < BATCH) return
    position = last.position
    await nextTurn()
  }
}

function lineOf({ id, externalId, tokens, state, caption, picture }: StoredPost): TrainingLine | null {
  if (tokens.length === 0) return null
  const spans = state.spans ?? []
  const inner = innerSpans(spans)
  return {
    id: String(id),
    externalId,
    tokens,
    tags: tagsFromSpans(
      tokens.length,
      spans.filter((span) => !inner.includes(span)),
    ),
    caption,
    image: picture?.hash ?? null,
  }
}
