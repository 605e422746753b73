import type { PieceEncoder } from '../features/encodePieces.ts'
import { fillPieces, pieceArrays } from '../features/encodePieces.ts'
import type { EncodedText, Hiding } from '../features/encodedText.ts'
import type { WordEncoder } from '../features/encodePost.ts'
import { fillText, textArrays } from '../features/encodePost.ts'
import type { RowSums } from '../features/rowTable.ts'
import type { TensorData } from '../onnx/ortSession.ts'
import type { VsgnConfig } from './network/config.ts'
import { gathersWords } from './network/inputs.ts'

/** The input tensors of the posts, or of the captions, of one bucket: made once, filled for each batch. */
export interface TextFeeds {
  readonly tensors: Readonly<Record<string, TensorData>>
  /** Table rows summed at each position; null at padding. */
  readonly used: readonly (Int32Array | null)[]
  /** [batch, words]: the node of the graph that each word is, counted over the batch; null: word by word. */
  readonly nodes: Int32Array | null
  /** Puts texts in; what is not filled is padding. Words begin where `starts` says (see `fillText`). */
  fill(texts: readonly (EncodedText | null)[], hiding: Hiding | null, starts: readonly number[] | null): void
}

/** Static sizes of a text in a graph; `positions` only where it reads pieces. */
export interface TextSizes {
  readonly batch: number
  readonly words: number
  readonly positions: number
}

/** `prefix` is empty for posts, `caption_` for captions, as in `declareInputs`. */
export function wordFeeds(
  prefix: string,
  { batch, words }: TextSizes,
  config: VsgnConfig,
  { vectors }: WordEncoder,
  table: RowSums,
): TextFeeds {
  const read = config.characters?.read ?? 0
  const arrays = textArrays(batch, words, vectors, read)
  return {
    tensors: {
      [`${prefix}rows`]: floats([batch, words, config.rowWidth], arrays.rows),
      [`${prefix}extras`]: floats([batch, words, config.extrasWidth], arrays.extras),
      ...(read > 0 && { [`${prefix}characters`]: ints([batch, words, read], arrays.characters) }),
      [maskName(prefix)]: bools([batch, words], arrays.mask),
    },
    used: arrays.used,
    nodes: null,
    fill: (texts, hiding, starts) => fillText(arrays, texts, table, vectors, hiding, starts),
  }
}

/** Likewise for pieces; each text has a row of its own. Where pieces bear labels, they are the words of the graph. */
export function pieceFeeds(
  prefix: string,
  { batch, words, positions }: TextSizes,
  config: VsgnConfig,
  encoder: PieceEncoder,
  table: RowSums,
): TextFeeds {
  const gathered = gathersWords(config)
  const count = gathered ? positions : words
  const arrays = pieceArrays(batch, words, count, config.rowWidth)
  return {
    tensors: {
      [`${prefix}rows`]: floats([batch, count, config.rowWidth], arrays.rows),
      ...(gathered
        ? {
            [maskName(prefix)]: bools([batch, words], arrays.wordMask),
            [`${prefix}piece_mask`]: bools([batch, count], arrays.pieceMask),
            [`${prefix}word_pieces`]: ints([batch, words], arrays.firsts),
          }
        : { [maskName(prefix)]: bools([batch, count], arrays.pieceMask) }),
    },
    used: arrays.used,
    nodes: gathered ? null : arrays.firsts,
    fill: (texts, hiding) => fillPieces(arrays, texts, table, encoder, hiding),
  }
}

const maskName = (prefix: string): string => (prefix === '' ? 'word_mask' : `${prefix}mask`)

export function floats(shape: readonly number[], values: Float32Array): TensorData {
  return { dtype: 'float32', shape, values }
}

function ints(shape: readonly number[], values: Int32Array): TensorData {
  return { dtype: 'int32', shape, values }
}

export function bools(shape: readonly number[], values: Uint8Array): TensorData {
  return { dtype: 'bool', shape, values }
}
