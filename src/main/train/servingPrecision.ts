import { percentage } from '../../shared/domain/entityScores.ts'
import { isNetworkKind } from '../../shared/domain/modelKind.ts'
import { loadTagger } from '../vsgn/loadTagger.ts'
import { readManifest, readModelPack } from '../vsgn/modelPack.ts'
import type { PackPrecision, Serving } from '../vsgn/packManifest.ts'
import { networkOfPack } from '../vsgn/networkOfPack.ts'
import type { EvaluatedPost } from './evaluateModel.ts'
import { evaluate, taggerInput } from './evaluateModel.ts'
import { measureRanges } from './measureRanges.ts'

/** Points of F1 that a pack may lose on the dev posts by being served in int8. */
export const MOST_LOST = 0.2

/**
 * The precision a pack should be served in on the CPU, by the mean micro F1 of the dev sets in each: int8 where it loses
 * at most 0.2 points, else float32. The ranges of its products are measured on the same posts. Null without dev posts, and for a linear CRF, which has no products to round.
 */
export async function measurePrecisions(
  folder: string,
  dev: readonly (readonly EvaluatedPost[])[],
  threads: number,
  signal?: AbortSignal,
): Promise<Serving | null> {
  const sets = dev.filter((posts) => posts.length > 0)
  const { manifest } = await readManifest(folder)
  if (sets.length === 0 || !isNetworkKind(manifest.kind)) return null
  const inputs = sets.flat().map(({ tokens, caption, sight }) => taggerInput(tokens, caption, sight ?? null))
  const network = networkOfPack(await readModelPack(folder), folder)
  const ranges = await measureRanges(network, inputs, threads, signal)
  const f1In = async (precision: PackPrecision): Promise<number> => {
    const tagger = await loadTagger(folder, { device: 'cpu', threads, precision, ranges })
    let sum = 0
    for (const posts of sets)
      sum += (await evaluate(tagger, posts, undefined, undefined, signal)).tally.micro.f1
    await tagger.dispose()
    return percentage(sum / sets.length)
  }
  const devF1 = { float32: await f1In('float32'), int8: await f1In('int8') }
  return { precision: chosenPrecision(devF1), devF1, ranges }
}

/** int8 where it costs at most `MOST_LOST`; both scores have two decimals. */
export function chosenPrecision({ float32, int8 }: Serving['devF1']): PackPrecision {
  return Math.round(100 * (float32 - int8)) <= 100 * MOST_LOST ? 'int8' : 'float32'
}
