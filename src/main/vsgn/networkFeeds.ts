import type { Hiding, EncodedText, TextEncoder } from '../features/encodePost.ts'
import { fillText } from '../features/encodePost.ts'
import type { PictureFeatures } from '../features/pictureFeatures.ts'
import type { RowTable } from '../features/rowTable.ts'
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
  readonly table: RowTable
}

export interface NetworkFeeds {
  readonly tensors: Readonly<Record<string, TensorData>>
  /** Table rows summed at each word of the posts and of the captions; null at padding. */
  readonly usedRows: readonly (Int32Array | null)[]
  readonly usedCaptionRows: readonly (Int32Array | null)[]
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

/** The network's inputs for at most `bucket.batch` posts; the rest of the batch is padding. */
export function networkFeeds(
  posts: readonly NetworkPost[],
  bucket: Bucket,
  config: VsgnConfig,
  words: WordInput,
  hiding: Hiding | null,
): NetworkFeeds {
  const { batch } = bucket
  const fill = (texts: readonly (EncodedText | null)[], length: number) =>
    fillText(texts, { batch, length }, words.table, words.encoder.vectors, hiding)
  const tensors: Record<string, TensorData> = {}
  const addText = (prefix: string, mask: string, length: number, arrays: ReturnType<typeof fill>): void => {
    tensors[`${prefix}rows`] = floats([batch, length, config.rowWidth], arrays.rows)
    tensors[`${prefix}extras`] = floats([batch, length, config.extrasWidth], arrays.extras)
    tensors[mask] = bools([batch, length], arrays.mask)
  }
  const text = fill(
    posts.map((post) => post.text),
    bucket.words,
  )
  addText('', 'word_mask', bucket.words, text)
  let usedCaptionRows: readonly (Int32Array | null)[] = []
  if (bucket.captionWords > 0) {
    const caption = fill(
      posts.map((post) => post.caption),
      bucket.captionWords,
    )
    addText('caption_', 'caption_mask', bucket.captionWords, caption)
    tensors.has_caption = bools(
      [batch],
      flags(posts, batch, (post) => post.caption !== null),
    )
    usedCaptionRows = caption.used
  }
  if (bucket.pictures) Object.assign(tensors, pictureTensors(posts, batch, config))
  return { tensors, usedRows: text.used, usedCaptionRows }
}

function pictureTensors(
  posts: readonly NetworkPost[],
  batch: number,
  config: VsgnConfig,
): Record<string, TensorData> {
  const patches = new Float32Array(batch * config.patches * config.patchWidth)
  const regions = new Float32Array(batch * config.regions * config.regionWidth)
  const found = new Uint8Array(batch * config.regions)
  for (const [index, { picture }] of posts.entries()) {
    if (picture === null) continue
    const count = Math.min(config.regions, picture.regions.length / config.regionWidth)
    patches.set(picture.patches, index * config.patches * config.patchWidth)
    regions.set(
      picture.regions.subarray(0, count * config.regionWidth),
      index * config.regions * config.regionWidth,
    )
    found.fill(1, index * config.regions, index * config.regions + count)
  }
  return {
    patches: floats([batch, config.patches, config.patchWidth], patches),
    regions: floats([batch, config.regions, config.regionWidth], regions),
    region_mask: bools([batch, config.regions], found),
    has_image: bools(
      [batch],
      flags(posts, batch, (post) => post.picture !== null),
    ),
  }
}

function flags(
  posts: readonly NetworkPost[],
  batch: number,
  holds: (post: NetworkPost) => boolean,
): Uint8Array {
  const values = new Uint8Array(batch)
  for (const [index, post] of posts.entries()) values[index] = holds(post) ? 1 : 0
  return values
}

function floats(shape: readonly number[], values: Float32Array): TensorData {
  return { dtype: 'float32', shape, values }
}

function bools(shape: readonly number[], values: Uint8Array): TensorData {
  return { dtype: 'bool', shape, values }
}
