import type { TaggerInput, TrainedNetwork } from '../vsgn/emissionModel.ts'
import { EmissionModel } from '../vsgn/emissionModel.ts'
import type { RangesOfGraphs } from '../vsgn/network/productRanges.ts'
import { RangeTally } from '../vsgn/network/productRanges.ts'

/** Posts of each kind of graph: ranges hardly grow with more. */
const MOST_POSTS = 1000
/** Posts handed to the model in one go: enough to fill batches, few enough to stop soon. */
const CHUNK = 256

/**
 * How large the values get that the products of a network are fed with on these posts, in float32. A post is read with
 * all it has and with every part of that missing, so that one set of posts with pictures and captions measures each kind
 * of graph. Throws what `signal` was aborted with.
 */
export async function measureRanges(
  network: TrainedNetwork,
  posts: readonly TaggerInput[],
  threads: number,
  signal?: AbortSignal,
): Promise<RangesOfGraphs> {
  const tally = new RangeTally()
  const model = new EmissionModel(network, { device: 'cpu', threads, tally })
  try {
    for (const withCaption of [false, true])
      for (const withPicture of [false, true]) {
        const fitting = posts.filter(
          ({ caption, picture }) => (!withCaption || caption !== null) && (!withPicture || picture !== null),
        )
        const shown = spread(fitting, MOST_POSTS).map(({ tokens, caption, picture }): TaggerInput => ({
          tokens,
          caption: withCaption ? caption : null,
          picture: withPicture ? picture : null,
        }))
        for (let start = 0; start < shown.length; start += CHUNK) {
          signal?.throwIfAborted()
          await model.run(shown.slice(start, start + CHUNK))
        }
      }
  } finally {
    await model.dispose()
  }
  return tally.ranges
}

/** At most so many of them, evenly from all. */
function spread<T>(items: readonly T[], most: number): readonly T[] {
  const step = items.length / most
  return step <= 1 ? items : Array.from({ length: most }, (_, index) => items[Math.floor(index * step)] as T)
}
