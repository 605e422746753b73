import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CancelSignal } from '../../shared/api/contract.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Json } from '../../shared/domain/json.ts'
import { hasGold } from '../../shared/domain/post.ts'
import type { ChosenFormat } from './chosenFormat.ts'
import type { ExportOptions, ExportSource, LeftOut } from './exportTypes.ts'
import type { WrittenPost } from '../formats/postWriter.ts'
import { TagChooser } from './writtenTags.ts'

const BATCH = 500

export type Chosen =
  | { readonly kind: 'written'; readonly written: WrittenPost }
  | {
      readonly kind: 'left-out'
      readonly leftOut: LeftOut
      /** The format cannot hold the post; false: there are no labels to write. */
      readonly cannot: boolean
    }

/**
 * Every post an export speaks of, damaged ones first, else in file order: with the labels to write, or with the reason
 * why it is left out. One batch is in memory at a time and other work gets its turn between batches. Throws `cancelled`.
 */
export async function* chosenPosts(
  source: ExportSource,
  options: ExportOptions,
  format: ChosenFormat,
  signal?: CancelSignal,
): AsyncGenerator<readonly Chosen[]> {
  const tags = new TagChooser(options, source.files.list(), format.variant.carries)
  const { damaged } = source
  // By their names alone: perhaps nothing else of them can be read.
  if (damaged !== undefined)
    yield source.posts.externalIds({ which: options.which, among: damaged }).map((externalId) => ({
      kind: 'left-out',
      leftOut: { externalId, reason: 'it is not as it was saved' },
      cannot: true,
    }))
  for (let position = 0; ;) {
    if (signal?.aborted === true)
      throw new WorkbenchError('cancelled', 'The export was cancelled. What was there before is unchanged.')
    const posts = source.posts.after(position, BATCH, { which: options.which, except: damaged })
    const last = posts.at(-1)
    if (last === undefined) return
    yield posts.map((post): Chosen => {
      const leftOut = (reason: string, cannot: boolean): Chosen => ({
        kind: 'left-out',
        leftOut: { externalId: post.externalId, reason },
        cannot,
      })
      // Whoever trains takes it for gold.
      const isGold = options.tags === 'predicted' || post.state.spans === null || hasGold(post)
      if (options.format === 'retrain' && !isGold)
        return leftOut('nobody has reviewed it, and spans of the model may stand in it', false)
      const choice = tags.choose(post)
      if ('leftOut' in choice) return leftOut(choice.leftOut, choice.cannot)
      const { written } = choice
      if (written.tags === null && !format.variant.carries.includes('unlabelled'))
        return leftOut('it has no labels yet', false)
      const refusal = format.writer.refuses(written, format.options) ?? format.bundle?.take(written) ?? null
      return refusal === null ? { kind: 'written', written } : leftOut(refusal, true)
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
    listed(leftOut),
  )
}

/** A retraining set is made of what can be used; a data set is whole unless the person says otherwise. */
export function leavesOut(options: ExportOptions): boolean {
  return options.leaveOut === true || options.format === 'retrain'
}

/** The details of a refusal: every post it is about, under `refused`. */
function listed(posts: readonly LeftOut[]): Json {
  return posts.length === 0 ? null : { refused: posts.map((each) => ({ ...each })) }
}

/** The refusal of an export whose format cannot hold some of the posts; `details.refused` lists them. */
export function cannotWrite(format: string, refused: readonly LeftOut[]): WorkbenchError {
  const [first] = refused
  const count = refused.length === 1 ? '1 post' : `${refused.length} posts`
  return new WorkbenchError(
    'refused',
    `${format} cannot hold ${count}, the first (${first?.externalId ?? ''}) because ${first?.reason ?? ''}. No file was written. Leave them out (--leave-out), or choose another format.`,
    listed(refused),
  )
}
