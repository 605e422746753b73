import type { Graph, Var } from '../../autodiff/graph.ts'
import { labelsPieces } from './config.ts'
import type { Part, VsgnConfig } from './config.ts'
import type { TextInput } from './inputLayer.ts'
import type { NetworkInputs, PictureInput } from './network.ts'
import type { CaptionInput } from './textStream.ts'

/** The static sizes of one graph: which bucket of posts it runs. */
export interface Bucket {
  /** B, posts a run. */
  readonly batch: number
  /** n, words a post. */
  readonly words: number
  /** Positions of the encoder where it reads pieces and labels words: pieces a post, and a caption. */
  readonly pieces?: number
  readonly captionPieces?: number
  /** m_c, words a caption; 0 leaves the caption branch out of the graph, as if no post had one. */
  readonly captionWords: number
  /** False leaves the picture branch out of the graph, as if no post had one. */
  readonly pictures: boolean
}

/** Whether words and positions of the encoder differ, so that the place of each word is told beside the pieces. */
export function gathersWords(config: VsgnConfig): boolean {
  return config.textInput === 'pieces' && !labelsPieces(config)
}

/**
 * Puts the network's inputs into a graph:
 * rows [B, p, rowWidth], extras [B, p, extrasWidth] (not for pieces), characters [B, n, read] int32 (where the
 * configuration has some), word_mask [B, n]; p is n but for pieces whose
 * words carry the labels, which have piece_mask [B, p] and word_pieces [B, n] int32 (see `PieceInput`);
 * caption_rows, caption_extras, caption_mask, caption_piece_mask, caption_word_pieces likewise, has_caption [B];
 * patches [B, m, patchWidth], regions [B, R, regionWidth], region_mask [B, R], has_image [B].
 * Masks are bool (one byte a value), the rest is float32. In all texts the valid positions come first.
 */
export function declareInputs(
  graph: Graph,
  config: VsgnConfig,
  bucket: Bucket,
  deviationWeight: Var,
): NetworkInputs {
  const { batch, words, captionWords } = bucket
  const gathered = gathersWords(config)
  const text = (prefix: string, mask: string, length: number, pieces: number | undefined): TextInput => {
    const positions = gathered ? (pieces ?? 0) : length
    const shape = (width: number): number[] => [batch, positions, width]
    return {
      rows: graph.input(`${prefix}rows`, 'float32', shape(config.rowWidth)),
      extras:
        config.extrasWidth === 0
          ? null
          : graph.input(`${prefix}extras`, 'float32', shape(config.extrasWidth)),
      ...(config.characters !== null && {
        characters: graph.input(`${prefix}characters`, 'int32', [batch, length, config.characters.read]),
      }),
      mask: graph.input(mask, 'bool', [batch, length]),
      pieces: gathered
        ? {
            mask: graph.input(`${prefix}piece_mask`, 'bool', [batch, positions]),
            firsts: graph.input(`${prefix}word_pieces`, 'int32', [batch, length]),
          }
        : null,
    }
  }
  const included = (part: Part): boolean => !config.without.includes(part)
  const caption = (): CaptionInput => ({
    ...text('caption_', 'caption_mask', captionWords, bucket.captionPieces),
    present: graph.input('has_caption', 'bool', [batch]),
  })
  const picture = (): PictureInput => ({
    patches: graph.input('patches', 'float32', [batch, config.patches, config.patchWidth]),
    regions: graph.input('regions', 'float32', [batch, config.regions, config.regionWidth]),
    regionMask: graph.input('region_mask', 'bool', [batch, config.regions]),
    present: graph.input('has_image', 'bool', [batch]),
  })
  return {
    text: text('', 'word_mask', words, bucket.pieces),
    caption: captionWords > 0 && included('caption') ? caption() : null,
    picture: bucket.pictures && included('picture') ? picture() : null,
    deviationWeight,
    labelSpace: null,
  }
}
