import type { Graph, Var } from '../../autodiff/graph.ts'
import type { Part, VsgnConfig } from './config.ts'
import type { CaptionInput, NetworkInputs, PictureInput } from './network.ts'

/** The static sizes of one graph: which bucket of posts it runs. */
export interface Bucket {
  /** B, posts a run. */
  readonly batch: number
  /** n, words a post. */
  readonly words: number
  /** m_c, words a caption; 0 leaves the caption branch out of the graph, as if no post had one. */
  readonly captionWords: number
  /** False leaves the picture branch out of the graph, as if no post had one. */
  readonly pictures: boolean
}

/**
 * Puts the network's inputs into a graph:
 * rows [B, n, rowWidth], extras [B, n, extrasWidth], word_mask [B, n];
 * caption_rows, caption_extras, caption_mask likewise for m_c words, has_caption [B];
 * patches [B, m, patchWidth], regions [B, R, regionWidth], region_mask [B, R], has_image [B].
 * Masks are bool (one byte a value), the rest is float32. In both texts the valid words come first.
 */
export function declareInputs(
  graph: Graph,
  config: VsgnConfig,
  bucket: Bucket,
  deviationWeight: Var,
): NetworkInputs {
  const { batch, words, captionWords } = bucket
  const text = (prefix: string, mask: string, length: number) => ({
    rows: graph.input(`${prefix}rows`, 'float32', [batch, length, config.rowWidth]),
    extras: graph.input(`${prefix}extras`, 'float32', [batch, length, config.extrasWidth]),
    mask: graph.input(mask, 'bool', [batch, length]),
  })
  const included = (part: Part): boolean => !config.without.includes(part)
  const caption = (): CaptionInput => ({
    ...text('caption_', 'caption_mask', captionWords),
    present: graph.input('has_caption', 'bool', [batch]),
  })
  const picture = (): PictureInput => ({
    patches: graph.input('patches', 'float32', [batch, config.patches, config.patchWidth]),
    regions: graph.input('regions', 'float32', [batch, config.regions, config.regionWidth]),
    regionMask: graph.input('region_mask', 'bool', [batch, config.regions]),
    present: graph.input('has_image', 'bool', [batch]),
  })
  return {
    text: text('', 'word_mask', words),
    caption: captionWords > 0 && included('caption') ? caption() : null,
    picture: bucket.pictures && included('picture') ? picture() : null,
    deviationWeight,
  }
}
