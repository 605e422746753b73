import type { EncodedText, Hiding, TextArrays, TextEncoder } from '../features/encodePost.ts'
import { fillText, textArrays } from '../features/encodePost.ts'
import type { PictureFeatures } from '../features/pictureFeatures.ts'
import type { RowSums } from '../features/rowTable.ts'
import type { TensorData } from '../onnx/ortSession.ts'
import type { VsgnConfig } from './network/config.ts'
import type { Bucket } from './network/inputs.ts'

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

/** The graph that a batch of posts needs: branches that no post of it uses are left out. */
export function bucketFor(posts: readonly NetworkPost[], batch: number, words: number): Bucket {
  return {
    batch,
    words,
    captionWords: posts.some(({ caption }) => caption !== null) ? CAPTION_WORDS : 0,
    pictures: posts.some(({ picture }) => picture !== null),
  }
}

/** The network's input tensors for one bucket: made once, filled for each batch. */
export class NetworkFeeds {
  readonly tensors: Readonly<Record<string, TensorData>>
  readonly #words: WordInput
  readonly #config: VsgnConfig
  readonly #text: TextArrays
  readonly #caption: TextArrays | null
  readonly #hasCaption: Uint8Array
  readonly #picture: PictureArrays | null

  constructor(bucket: Bucket, config: VsgnConfig, words: WordInput) {
    const { batch, captionWords } = bucket
    const { vectors } = words.encoder
    this.#words = words
    this.#config = config
    this.#text = textArrays(batch, bucket.words, vectors)
    this.#caption = captionWords > 0 ? textArrays(batch, captionWords, vectors) : null
    this.#hasCaption = new Uint8Array(batch)
    this.#picture = bucket.pictures ? pictureArrays(batch, config) : null
    this.tensors = {
      ...textTensors(this.#text, config, '', 'word_mask'),
      ...(this.#caption === null
        ? {}
        : {
            ...textTensors(this.#caption, config, 'caption_', 'caption_mask'),
            has_caption: bools([batch], this.#hasCaption),
          }),
      ...(this.#picture === null ? {} : pictureTensors(this.#picture, batch, config)),
    }
  }

  /** Table rows summed at each word of the posts, and of the captions; null at padding. */
  get usedRows(): readonly (Int32Array | null)[] {
    return this.#text.used
  }

  get usedCaptionRows(): readonly (Int32Array | null)[] {
    return this.#caption?.used ?? []
  }

  /** Puts a batch in; what is not filled is padding. Texts of posts begin where `starts` says (see `fillText`). */
  fill(posts: readonly NetworkPost[], hiding: Hiding | null, starts: readonly number[] | null = null): void {
    const { encoder, table } = this.#words
    const texts = posts.map(({ text }) => text)
    fillText(this.#text, texts, table, encoder.vectors, hiding, starts)
    if (this.#caption !== null) {
      const captions = posts.map(({ caption }) => caption)
      fillText(this.#caption, captions, table, encoder.vectors, hiding)
      this.#hasCaption.fill(0)
      for (const [index, caption] of captions.entries()) this.#hasCaption[index] = caption === null ? 0 : 1
    }
    if (this.#picture !== null) fillPictures(this.#picture, posts, this.#config)
  }
}

function textTensors(
  { batch, length, rows, extras, mask }: TextArrays,
  config: VsgnConfig,
  prefix: string,
  maskName: string,
): Record<string, TensorData> {
  return {
    [`${prefix}rows`]: floats([batch, length, config.rowWidth], rows),
    [`${prefix}extras`]: floats([batch, length, config.extrasWidth], extras),
    [maskName]: bools([batch, length], mask),
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

function floats(shape: readonly number[], values: Float32Array): TensorData {
  return { dtype: 'float32', shape, values }
}

function bools(shape: readonly number[], values: Uint8Array): TensorData {
  return { dtype: 'bool', shape, values }
}
