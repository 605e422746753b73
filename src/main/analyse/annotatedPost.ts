import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CancelSignal } from '../../shared/api/contract.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { AnnotatorReading } from '../../shared/domain/annotatorReading.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'
import { hasGold } from '../../shared/domain/post.ts'
import { importedGold } from '../../shared/domain/projectTags.ts'
import { cutsOf, fileTokens } from '../../shared/domain/recut.ts'
import type { ProjectStore, StoredPost } from '../store/types.ts'

/** A post as one annotator has it. */
export interface AnnotatedPost {
  readonly externalId: string
  /** Of the file, uncut. */
  readonly tokens: readonly string[]
  /** Types in the words of this project; null: nobody has labelled the post. */
  readonly reading: AnnotatorReading | null
  /** Whether it is marked as reviewed. */
  readonly reviewed: boolean
}

export interface OwnPost extends AnnotatedPost {
  readonly postId: number
}

/** @param labels types of the project whose words are spoken, which may be another one */
export function annotatedPost(post: StoredPost, labels: ReadonlySet<string>): OwnPost {
  const { id, externalId, state } = post
  return {
    postId: id,
    externalId,
    tokens: fileTokens(post).tokens,
    // A draft is no reading: spans of a model stand in it that nobody has confirmed.
    reading: hasGold(post)
      ? { spans: importedGold({ tags: null, spans: state.spans ?? [] }, labels) ?? [], cuts: cutsOf(state) }
      : null,
    reviewed: state.status === 'reviewed',
  }
}

/** A post of an exported file, read in the words of this project. */
export function annotatedImport(post: ImportedPost, labels: ReadonlySet<string>): AnnotatedPost {
  const { externalId, tokens, status } = post
  const spans = importedGold(post, labels)
  return {
    externalId,
    tokens,
    reading: spans === null ? null : { spans, cuts: [] },
    reviewed: status === 'reviewed',
  }
}

const BATCH = 500

/** All posts of a project in file order, a batch in memory at a time; other calls get their turn between batches. */
export async function* annotatedPosts(
  posts: Pick<ProjectStore['posts'], 'after'>,
  labels: ReadonlySet<string>,
  signal: CancelSignal,
): AsyncGenerator<OwnPost> {
  for (let position = 0; ;) {
    if (signal.aborted) throw new WorkbenchError('cancelled', 'The comparison was cancelled.')
    const batch = posts.after(position, BATCH)
    const last = batch.at(-1)
    if (last === undefined) return
    for (const post of batch) yield annotatedPost(post, labels)
    position = last.position
    await nextTurn()
  }
}
