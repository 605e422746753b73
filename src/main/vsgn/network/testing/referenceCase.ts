import type { Var } from '../../../autodiff/graph.ts'
import { SeededRandom } from '../../../autodiff/seededRandom.ts'
import type { TensorData } from '../../../onnx/ortSession.ts'
import { gathersWords } from '../inputs.ts'
import type { NetworkInputs } from '../network.ts'
import type { CharacterSizes, VsgnConfig } from '../vsgnConfig.ts'
import type { ReferencePost } from './reference.ts'
import type { Matrix } from './referenceMath.ts'
import { flags, prefixMask, randomTensor, scalar } from './tinyNetwork.ts'

/** The same four posts for the graph, as one padded batch, and for the reference, one by one. */

const BATCH = 4
export const WORDS = 6
const CAPTION_WORDS = 4
const PIECES = 9
const CAPTION_PIECES = 6
export const wordCounts = [6, 4, 1, 5]
const captionCounts = [4, 3, 2, 1]
/** Where the words of each post and caption begin among their pieces, and how many pieces there are. */
const FIRSTS = [[1, 2, 4, 5, 6, 7], [1, 3, 4, 6], [1], [1, 2, 3, 4, 7]]
const CAPTION_FIRSTS = [[1, 2, 3, 4], [1, 3, 4], [1, 2], [1]]
const pieceCounts = [9, 8, 3, 9]
const captionPieceCounts = [6, 6, 4, 5]
const regionCounts = [2, 1, 0, 2]
const deviationWeight = 0.7
/** Index of the label space of each post, where there are some. */
const labelSpaces = [1, null, 0, 1]

/** Whether each post has its picture and its caption. */
export interface Presence {
  readonly pictures: readonly boolean[]
  readonly captions: readonly boolean[]
}

const at = <Item>(items: readonly Item[], index: number): Item => items[index] as Item

/** The inputs of a batch of four posts, by the names that `networkInputsOf` knows. */
export function tensorsFor(config: VsgnConfig, { pictures, captions }: Presence): Record<string, TensorData> {
  const gathered = gathersWords(config)
  const [length, captionLength] = gathered ? [PIECES, CAPTION_PIECES] : [WORDS, CAPTION_WORDS]
  return {
    rows: randomTensor([BATCH, length, config.rowWidth], 21),
    mask: prefixMask(wordCounts, WORDS),
    captionRows: randomTensor([BATCH, captionLength, config.rowWidth], 23),
    captionMask: prefixMask(captionCounts, CAPTION_WORDS),
    ...(config.extrasWidth > 0 && {
      extras: randomTensor([BATCH, length, config.extrasWidth], 22),
      captionExtras: randomTensor([BATCH, captionLength, config.extrasWidth], 24),
    }),
    ...(gathered && {
      pieceMask: prefixMask(pieceCounts, PIECES),
      firsts: firstPieces(FIRSTS, WORDS, PIECES),
      captionPieceMask: prefixMask(captionPieceCounts, CAPTION_PIECES),
      captionFirsts: firstPieces(CAPTION_FIRSTS, CAPTION_WORDS, CAPTION_PIECES),
    }),
    hasCaption: flags(captions),
    patches: randomTensor([BATCH, config.patches, config.patchWidth], 25),
    regions: randomTensor([BATCH, config.regions, config.regionWidth], 26),
    regionMask: prefixMask(regionCounts, config.regions),
    hasImage: flags(pictures),
    deviationWeight: scalar(deviationWeight),
    ...(config.characters !== null && {
      characters: spelling(WORDS, config.characters, 27),
      captionCharacters: spelling(CAPTION_WORDS, config.characters, 28),
    }),
    ...(config.labelSpaces.length > 0 && { labelSpace: memberships(config.labelSpaces.length) }),
  }
}

/** Words of random characters [B, words, read], one of them empty. */
function spelling(words: number, { read, rows }: CharacterSizes, seed: number): TensorData {
  const random = new SeededRandom(seed)
  const values = Array.from({ length: BATCH * words }, (_, word) => {
    const count = word === 2 ? 0 : 1 + Math.floor(random.uniform() * read)
    return Array.from({ length: read }, (_unused, at) =>
      at < count ? 1 + Math.floor(random.uniform() * (rows - 1)) : 0,
    )
  })
  return { dtype: 'int32', shape: [BATCH, words, read], values: Int32Array.from(values.flat()) }
}

function memberships(count: number): TensorData {
  const values = labelSpaces.flatMap((own) =>
    Array.from({ length: count }, (_, index) => Number(index === own)),
  )
  return { dtype: 'float32', shape: [BATCH, count], values: Float32Array.from(values) }
}

/** First pieces [B, words] counted over the batch; padding points at the last piece of all, which must not matter. */
function firstPieces(firsts: readonly (readonly number[])[], words: number, pieces: number): TensorData {
  const values = new Int32Array(firsts.length * words).fill(firsts.length * pieces - 1)
  for (const [post, list] of firsts.entries())
    for (const [word, piece] of list.entries()) values[post * words + word] = post * pieces + piece
  return { dtype: 'int32', shape: [firsts.length, words], values }
}

/** The first `count` rows of one post in a tensor [B, n, width]. */
function rowsOf({ shape, values }: TensorData, post: number, count: number): Matrix {
  const [, length, width] = shape as readonly [number, number, number]
  return Array.from({ length: count }, (_, row) => {
    const start = (post * length + row) * width
    return Array.from((values as Float32Array | Int32Array).slice(start, start + width))
  })
}

/** One post of the batch, without padding. */
export function postOf(
  config: VsgnConfig,
  tensors: Readonly<Record<string, TensorData>>,
  presence: Presence,
  post: number,
): ReferencePost {
  const gathered = gathersWords(config)
  const rows = (name: string, count: number): Matrix => {
    const tensor = tensors[name]
    return tensor === undefined ? [] : rowsOf(tensor, post, count)
  }
  const textOf = (names: readonly [string, string, string], count: number, firsts: readonly number[]) => ({
    rows: rows(names[0], count),
    extras: rows(names[1], count),
    characters: rows(names[2], gathered ? 0 : count),
    firsts: gathered ? firsts : null,
  })
  const count = at(gathered ? pieceCounts : wordCounts, post)
  const captionCount = at(gathered ? captionPieceCounts : captionCounts, post)
  return {
    text: textOf(['rows', 'extras', 'characters'], count, at(FIRSTS, post)),
    caption: at(presence.captions, post)
      ? textOf(['captionRows', 'captionExtras', 'captionCharacters'], captionCount, at(CAPTION_FIRSTS, post))
      : null,
    picture: at(presence.pictures, post)
      ? {
          patches: rows('patches', config.patches),
          regions: rows('regions', at(regionCounts, post)),
        }
      : null,
    deviationWeight,
    labelSpace: config.labelSpaces[at(labelSpaces, post) ?? -1] ?? null,
  }
}

/** The tensors of `tensorsFor` as the network takes them. */
export function networkInputsOf(config: VsgnConfig, inputs: Readonly<Record<string, Var>>): NetworkInputs {
  const input = (name: string): Var => inputs[name] as Var
  const piecesOf = (mask: string, firsts: string) =>
    gathersWords(config) ? { mask: input(mask), firsts: input(firsts) } : null
  return {
    text: {
      rows: input('rows'),
      extras: inputs.extras ?? null,
      ...(inputs.characters !== undefined && { characters: inputs.characters }),
      mask: input('mask'),
      pieces: piecesOf('pieceMask', 'firsts'),
    },
    caption: {
      rows: input('captionRows'),
      extras: inputs.captionExtras ?? null,
      ...(inputs.captionCharacters !== undefined && { characters: inputs.captionCharacters }),
      mask: input('captionMask'),
      pieces: piecesOf('captionPieceMask', 'captionFirsts'),
      present: input('hasCaption'),
    },
    picture: {
      patches: input('patches'),
      regions: input('regions'),
      regionMask: input('regionMask'),
      present: input('hasImage'),
    },
    deviationWeight: input('deviationWeight'),
    labelSpace: inputs.labelSpace ?? null,
  }
}
