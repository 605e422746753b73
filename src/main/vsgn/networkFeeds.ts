import { piecePositions } from '../features/encodePieces.ts'
import type { EncodedText, Hiding } from '../features/encodedText.ts'
import type { TextEncoder } from '../features/encodePost.ts'
import { sliceText } from '../features/encodePost.ts'
import type { PictureFeatures } from '../features/pictureFeatures.ts'
import type { RowSums } from '../features/rowTable.ts'
import type { TensorData } from '../onnx/ortSession.ts'
import { LENGTH_BUCKETS } from '../features/batches.ts'
import { labelsPieces } from './network/config.ts'
import type { VsgnConfig } from './network/config.ts'
import type { Bucket } from './network/inputs.ts'
import type { TextFeeds } from './textFeeds.ts'
import { bools, floats, pieceFeeds, wordFeeds } from './textFeeds.ts'

/** Longest caption that is read, in words; captioners write fewer than twenty. */
export const CAPTION_WORDS = 24

/** One post as the network reads it; null: it has none, or is not shown it. */
export interface NetworkPost {
  readonly text: EncodedText
  readonly caption: EncodedText | null
  readonly picture: PictureFeatures | null
}

/** How the words of one model become numbers. */
export interface WordInput {
  readonly encoder: TextEncoder
  readonly table: RowSums
}

/** Pieces of a longer caption are cut off behind its last whole word. */
const CAPTION_PIECES = 48
/** Pieces that a graph reads of a post in one go, as far as the encoder knows so many positions. */
const POST_PIECES = 256
/** Graphs are built for whole multiples of so many pieces. */
const PIECE_STEP = 16

/**
 * Most positions of the encoder that a post may take, marks included; Infinity where it reads words. Where each piece is
 * a node these are fewer: edges take memory by the square.
 */
export function mostPositions(config: VsgnConfig): number {
  if (config.textInput === 'words') return Infinity
  const known = config.positions - (config.captionEncoding === 'joint' ? CAPTION_PIECES : 0)
  if (labelsPieces(config)) return LENGTH_BUCKETS.findLast((length) => length <= known) ?? 0
  return Math.min(POST_PIECES, known)
}

/** Nodes that a text is in the graph, of which batches are made: its words, or its pieces where these bear the labels. */
export function nodeCount(text: EncodedText, config: VsgnConfig): number {
  return labelsPieces(config) ? piecePositions(text, 0, text.length) : text.length
}

/** The words of a caption that a graph has room for. */
export function fitCaption(caption: EncodedText, { textInput }: VsgnConfig): EncodedText {
  let words = Math.min(caption.length, CAPTION_WORDS)
  if (textInput === 'pieces') while (piecePositions(caption, 0, words) > CAPTION_PIECES) words--
  return words === caption.length ? caption : sliceText(caption, 0, words)
}

/** The graph that a batch of posts of at most `words` nodes needs: branches that no post of it uses are left out. */
export function bucketFor(
  posts: readonly NetworkPost[],
  batch: number,
  words: number,
  config: VsgnConfig,
): Bucket {
  const captioned = posts.some(({ caption }) => caption !== null)
  const bucket = {
    batch,
    words,
    captionWords: captioned ? CAPTION_WORDS : 0,
    pictures: posts.some(({ picture }) => picture !== null),
  }
  if (config.textInput === 'words') return bucket
  const captions = posts.map(({ caption }) => caption)
  const captionPieces = captioned ? positionsFor(captions, CAPTION_PIECES) : 0
  if (labelsPieces(config)) return { ...bucket, captionWords: captionPieces }
  const texts = posts.map(({ text }) => text)
  return {
    ...bucket,
    pieces: positionsFor(texts, mostPositions(config)),
    ...(captioned && { captionPieces }),
  }
}

function positionsFor(texts: readonly (EncodedText | null)[], most: number): number {
  const longest = Math.max(...texts.map((text) => (text === null ? 0 : piecePositions(text, 0, text.length))))
  return Math.min(most, PIECE_STEP * Math.ceil(longest / PIECE_STEP))
}

/** The network's input tensors for one bucket: made once, filled for each batch. */
export class NetworkFeeds {
  readonly tensors: Readonly<Record<string, TensorData>>
  readonly #config: VsgnConfig
  readonly #words: number
  readonly #captionWords: number
  readonly #text: TextFeeds
  readonly #caption: TextFeeds | null
  readonly #hasCaption: Uint8Array
  readonly #picture: PictureArrays | null

  constructor(bucket: Bucket, config: VsgnConfig, { encoder, table }: WordInput) {
    const { batch, captionWords } = bucket
    const feedsOf = (prefix: string, words: number, positions = 0): TextFeeds =>
      'pieces' in encoder
        ? pieceFeeds(prefix, { batch, words, positions }, config, encoder, table)
        : wordFeeds(prefix, { batch, words, positions }, config, encoder, table)
    this.#config = config
    this.#words = bucket.words
    this.#captionWords = captionWords
    this.#text = feedsOf('', bucket.words, bucket.pieces)
    this.#caption = captionWords > 0 ? feedsOf('caption_', captionWords, bucket.captionPieces) : null
    this.#hasCaption = new Uint8Array(batch)
    this.#picture = bucket.pictures ? pictureArrays(batch, config) : null
    this.tensors = {
      ...this.#text.tensors,
      ...(this.#caption !== null && {
        ...this.#caption.tensors,
        has_caption: bools([batch], this.#hasCaption),
      }),
      ...(this.#picture !== null && pictureTensors(this.#picture, batch, config)),
    }
  }

  /** Table rows summed at each position of the posts, and of the captions; null at padding. */
  get usedRows(): readonly (Int32Array | null)[] {
    return this.#text.used
  }

  get usedCaptionRows(): readonly (Int32Array | null)[] {
    return this.#caption?.used ?? []
  }

  /** The node of the graph that a word is: its row among the B · n emissions. */
  nodeOf(post: number, word: number): number {
    const index = post * this.#words + word
    return this.#text.nodes?.[index] ?? index
  }

  /** Likewise a word of a caption, counted over the captions. */
  captionNodeOf(post: number, word: number): number {
    const index = post * this.#captionWords + word
    return this.#caption?.nodes?.[index] ?? index
  }

  /** Puts a batch in; what is not filled is padding. Texts of posts begin where `starts` says (see `fillText`). */
  fill(posts: readonly NetworkPost[], hiding: Hiding | null, starts: readonly number[] | null = null): void {
    const texts = posts.map(({ text }) => text)
    this.#text.fill(texts, hiding, starts)
    if (this.#caption !== null) {
      const captions = posts.map(({ caption }) => caption)
      this.#caption.fill(captions, hiding, null)
      this.#hasCaption.fill(0)
      for (const [index, caption] of captions.entries()) this.#hasCaption[index] = caption === null ? 0 : 1
    }
    if (this.#picture !== null) fillPictures(this.#picture, posts, this.#config)
  }
}

interface PictureArrays {
  readonly patches: Float32Array
  readonly regions: Float32Array
  readonly regionMask: Uint8Array
  readonly present: Uint8Array
}

function pictureArrays(batch: number, config: VsgnConfig): PictureArrays {
  return {
    patches: new Float32Array(batch * config.patches * config.patchWidth),
    regions: new Float32Array(batch * config.regions * config.regionWidth),
    regionMask: new Uint8Array(batch * config.regions),
    present: new Uint8Array(batch),
  }
}

function pictureTensors(
  arrays: PictureArrays,
  batch: number,
  config: VsgnConfig,
): Record<string, TensorData> {
  return {
    patches: floats([batch, config.patches, config.patchWidth], arrays.patches),
    regions: floats([batch, config.regions, config.regionWidth], arrays.regions),
    region_mask: bools([batch, config.regions], arrays.regionMask),
    has_image: bools([batch], arrays.present),
  }
}

function fillPictures(arrays: PictureArrays, posts: readonly NetworkPost[], config: VsgnConfig): void {
  for (const array of Object.values(arrays) as (Float32Array | Uint8Array)[]) array.fill(0)
  for (const [index, { picture }] of posts.entries()) {
    if (picture === null) continue
    const count = Math.min(config.regions, picture.regions.length / config.regionWidth)
    const first = index * config.regions
    arrays.patches.set(picture.patches, index * config.patches * config.patchWidth)
    arrays.regions.set(picture.regions.subarray(0, count * config.regionWidth), first * config.regionWidth)
    arrays.regionMask.fill(1, first, first + count)
    arrays.present[index] = 1
  }
}
