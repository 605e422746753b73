import { describe, expect, it } from 'vitest'
import type { Var } from '../../autodiff/graph.ts'
import type { TensorData } from '../../onnx/ortSession.ts'
import { labelsOf, PARTS } from './config.ts'
import type { Part, VsgnConfig } from './config.ts'
import { gathersWords } from './inputs.ts'
import { buildNetwork } from './network.ts'
import { ReferenceNetwork } from './testing/reference.ts'
import type { ReferencePost } from './testing/reference.ts'
import { erf, softmax } from './testing/referenceMath.ts'
import type { Matrix } from './testing/referenceMath.ts'
import {
  flags,
  largestDifference,
  output,
  prefixMask,
  randomParameters,
  randomTensor,
  runBlock,
  scalar,
  tinyConfig,
  tinyFullConfig,
} from './testing/tinyNetwork.ts'
import { parameterSpecs } from './trainingGraph.ts'

const BATCH = 4
const WORDS = 6
const CAPTION_WORDS = 4
const PIECES = 9
const CAPTION_PIECES = 6
const wordCounts = [6, 4, 1, 5]
const captionCounts = [4, 3, 2, 1]
/** Where the words of each post and caption begin among their pieces, and how many pieces there are. */
const FIRSTS = [[1, 2, 4, 5, 6, 7], [1, 3, 4, 6], [1], [1, 2, 3, 4, 7]]
const CAPTION_FIRSTS = [[1, 2, 3, 4], [1, 3, 4], [1, 2], [1]]
const pieceCounts = [9, 8, 3, 9]
const captionPieceCounts = [6, 6, 4, 5]
const regionCounts = [2, 1, 0, 2]
const deviationWeight = 0.7

/** Whether each post has its picture and its caption. */
interface Presence {
  readonly pictures: readonly boolean[]
  readonly captions: readonly boolean[]
}

const at = <Item>(items: readonly Item[], index: number): Item => items[index] as Item

function tensorsFor(config: VsgnConfig, { pictures, captions }: Presence): Record<string, TensorData> {
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
  }
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
    return Array.from((values as Float32Array).slice(start, start + width))
  })
}

function postOf(
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
  const textOf = (names: readonly [string, string], count: number, firsts: readonly number[]) => ({
    rows: rows(names[0], count),
    extras: rows(names[1], count),
    firsts: gathered ? firsts : null,
  })
  const count = at(gathered ? pieceCounts : wordCounts, post)
  const captionCount = at(gathered ? captionPieceCounts : captionCounts, post)
  return {
    text: textOf(['rows', 'extras'], count, at(FIRSTS, post)),
    caption: at(presence.captions, post)
      ? textOf(['captionRows', 'captionExtras'], captionCount, at(CAPTION_FIRSTS, post))
      : null,
    picture: at(presence.pictures, post)
      ? {
          patches: rows('patches', config.patches),
          regions: rows('regions', at(regionCounts, post)),
        }
      : null,
    deviationWeight,
  }
}

/** The largest differences between graph and reference. */
async function compare(config: VsgnConfig, presence: Presence) {
  const tensors = tensorsFor(config, presence)
  const outputs = await runBlock(config, tensors, (block, inputs) => {
    const input = (name: string): Var => inputs[name] as Var
    const piecesOf = (mask: string, firsts: string) =>
      gathersWords(config) ? { mask: input(mask), firsts: input(firsts) } : null
    const network = buildNetwork(block, {
      text: {
        rows: input('rows'),
        extras: inputs.extras ?? null,
        mask: input('mask'),
        pieces: piecesOf('pieceMask', 'firsts'),
      },
      caption: {
        rows: input('captionRows'),
        extras: inputs.captionExtras ?? null,
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
    })
    return {
      emissions: network.emissions,
      ...(network.alignmentLoss === null ? {} : { alignmentLoss: network.alignmentLoss }),
    }
  })
  const reference = new ReferenceNetwork(config, randomParameters(parameterSpecs(config)))
  const results = wordCounts.map((_, post) => reference.run(postOf(config, tensors, presence, post)))

  const size = WORDS * labelsOf(config).length
  const emissions = output(outputs, 'emissions')
  const differences = results.map((result, post) => {
    const expected = result.emissions.flat()
    return largestDifference(emissions.slice(post * size, post * size + expected.length), expected)
  })
  const divergences = results.flatMap((result) => result.divergences)
  const expectedLoss = divergences.reduce((sum, value) => sum + value, 0) / Math.max(1, divergences.length)
  const loss = outputs.alignmentLoss?.[0] ?? 0
  return { emissions: Math.max(...differences), loss: Math.abs(loss - expectedLoss), expectedLoss }
}

const all = [true, true, true, true]
const none = [false, false, false, false]

const MODES: readonly [string, Presence][] = [
  ['picture and caption', { pictures: all, captions: all }],
  ['caption only', { pictures: none, captions: all }],
  ['picture only', { pictures: all, captions: none }],
  ['text only', { pictures: none, captions: none }],
  ['each in one batch', { pictures: [true, false, true, false], captions: [true, true, false, false] }],
]

/** Changes that make sense in both sizes. */
const VARIANTS: readonly [string, Partial<VsgnConfig>][] = [
  ['the printed graph convolution', { gcn: 'paper' }],
  ['no window', { window: null }],
  ['other temperatures', { alignmentTemperature: 2, channelTemperature: 0.5 }],
  ['more layers', { encoderLayers: 2, gcnLayers: 3 }],
  ['one head and one edge', { heads: 1, topK: 1 }],
  ['post and caption encoded jointly', { captionEncoding: 'joint' }],
]

/** The fifteen ways to leave parts out. */
const ABLATIONS = PARTS.reduce<Part[][]>(
  (sets, part) => [...sets, ...sets.map((set) => [...set, part])],
  [[]],
).slice(1)
/** Rows of the paper's Table 4, and the encoder alone. */
const PRINTED: readonly (readonly Part[])[] = [['vsg'], ['cir'], ['caption'], ['vsg', 'cir'], PARTS]

describe.each([
  ['compact', tinyConfig],
  ['full', tinyFullConfig],
  ['full with thirteen labels', () => tinyFullConfig({ subwordLabels: 'thirteen' })],
] as const)('%s against plain double-precision loops', (_size, configOf) => {
  it.each(MODES)('%s', async (_name, presence) => {
    const differences = await compare(configOf(), presence)
    expect(differences.emissions).toBeLessThan(1e-5)
    expect(differences.loss).toBeLessThan(1e-5)
    expect(differences.expectedLoss > 0).toBe(presence.pictures.includes(true))
  })
})

describe.each([
  ['compact', tinyConfig, ABLATIONS],
  ['full', tinyFullConfig, PRINTED],
] as const)('%s, changed, against plain double-precision loops', (_size, configOf, ablations) => {
  const presence = { pictures: [true, true, false, true], captions: [true, false, true, true] }

  it.each(VARIANTS)('%s', async (_name, changes) => {
    const differences = await compare(configOf(changes), presence)
    expect(differences.emissions).toBeLessThan(1e-5)
    expect(differences.loss).toBeLessThan(1e-5)
  })

  it.each(ablations.map((without) => [without.join(', '), without] as const))(
    'without %s',
    async (_name, without) => {
      const differences = await compare(configOf({ without }), presence)
      expect(differences.emissions).toBeLessThan(1e-5)
      expect(differences.loss).toBeLessThan(1e-5)
    },
  )
})

describe('the reference', () => {
  it('rests on mathematics known from tables', () => {
    expect(erf(0.5)).toBeCloseTo(0.5204998778130465, 12)
    expect(erf(-2)).toBeCloseTo(-0.9953222650189527, 12)
    expect(erf(3.5)).toBeCloseTo(0.9999992569016276, 12)
    expect(softmax([0, Math.log(3)])[1]).toBeCloseTo(0.75, 12)
  })
})
