import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CancelSignal } from '../../shared/api/contract.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ExportOptions, ExportSource, LeftOut } from './exportTypes.ts'
import type { PostWriter, WrittenPost } from '../formats/postWriter.ts'
import { TagChooser } from './writtenTags.ts'

const BATCH = 500

export type Chosen =
  | { readonly kind: 'written'; readonly written: WrittenPost }
  | { readonly kind: 'left-out'; readonly leftOut: LeftOut }

/**
 * Every post an export speaks of, in file order: with the labels to write, or with the reason why it is left out. One
 * batch is in memory at a time and other work gets its turn between batches. Throws `cancelled`.
 */
export async function* chosenPosts(
  source: ExportSource,
  options: ExportOptions,
  writer: PostWriter,
  signal?: CancelSignal,
): AsyncGenerator<readonly Chosen[]> {
  const tags = new TagChooser(options, source.files.list())
  for (let position = 0; ;) {
    if (signal?.aborted === true)
      throw new WorkbenchError('cancelled', 'The export was cancelled. What was there before is unchanged.')
    const posts = source.posts.after(position, BATCH, { which: options.which })
    const last = posts.at(-1)
    if (last === undefined) return
    yield posts.map((post): Chosen => {
      const leftOut = (reason: string): Chosen => ({
        kind: 'left-out',
        leftOut: { externalId: post.externalId, reason },
      })
      const choice = tags.choose(post)
      if ('leftOut' in choice) return leftOut(choice.leftOut)
      const refusal = writer.refuses(choice.written)
      return refusal === null ? { kind: 'written', written: choice.written } : leftOut(refusal)
    })
    position = last.position
    await nextTurn()
  }
}

/** The refusal of an export that would hold nothing. */
export function nothingToWrite(options: ExportOptions, leftOut: readonly LeftOut[]): WorkbenchError {
  const [first] = leftOut
  const why =
    first !== undefined
      ? `all ${leftOut.length} posts were left out, the first (${first.externalId}) because ${first.reason}`
      : options.which === 'reviewed'
        ? 'no post has been reviewed'
        : 'the project holds no posts'
  return new WorkbenchError(
    'refused',
    `There is nothing to export: ${why}. No file was written. Choose other posts or another format.`,
  )
}
