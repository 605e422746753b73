import { describe, expect, it } from 'vitest'
import type { Var } from '../../autodiff/graph.ts'
import type { TensorData } from '../../onnx/ortSession.ts'
import { labelsOf } from './config.ts'
import type { VsgnConfig } from './config.ts'
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
} from './testing/tinyNetwork.ts'
import { parameterSpecs } from './trainingGraph.ts'

const BATCH = 4
const WORDS = 6
const CAPTION_WORDS = 4
const wordCounts = [6, 4, 1, 5]
const captionCounts = [4, 3, 2, 1]
const regionCounts = [2, 1, 0, 2]
const deviationWeight = 0.7

/** Whether each post has its picture and its caption. */
interface Presence {
  readonly pictures: readonly boolean[]
  readonly captions: readonly boolean[]
}

const at = <Item>(items: readonly Item[], index: number): Item => items[index] as Item

function tensorsFor(config: VsgnConfig, { pictures, captions }: Presence): Record<string, TensorData> {
  return {
    rows: randomTensor([BATCH, WORDS, config.rowWidth], 21),
    extras: randomTensor([BATCH, WORDS, config.extrasWidth], 22),
    mask: prefixMask(wordCounts, WORDS),
    captionRows: randomTensor([BATCH, CAPTION_WORDS, config.rowWidth], 23),
    captionExtras: randomTensor([BATCH, CAPTION_WORDS, config.extrasWidth], 24),
    captionMask: prefixMask(captionCounts, CAPTION_WORDS),
    hasCaption: flags(captions),
    patches: randomTensor([BATCH, config.patches, config.patchWidth], 25),
    regions: randomTensor([BATCH, config.regions, config.regionWidth], 26),
    regionMask: prefixMask(regionCounts, config.regions),
    hasImage: flags(pictures),
    deviationWeight: scalar(deviationWeight),
  }
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
  tensors: Readonly<Record<string, TensorData>>,
  presence: Presence,
  post: number,
): ReferencePost {
  const rows = (name: string, count: number): Matrix => rowsOf(tensors[name] as TensorData, post, count)
  const captionCount = at(captionCounts, post)
  return {
    text: { rows: rows('rows', at(wordCounts, post)), extras: rows('extras', at(wordCounts, post)) },
    caption: at(presence.captions, post)
      ? { rows: rows('captionRows', captionCount), extras: rows('captionExtras', captionCount) }
      : null,
    picture: at(presence.pictures, post)
      ? {
          patches: rows('patches', tensors.patches?.shape[1] ?? 0),
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
    const network = buildNetwork(block, {
      text: { rows: input('rows'), extras: input('extras'), mask: input('mask') },
      caption: {
        rows: input('captionRows'),
        extras: input('captionExtras'),
        mask: input('captionMask'),
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
  const results = wordCounts.map((_, post) => reference.run(postOf(tensors, presence, post)))

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

describe('the network against plain double-precision loops', () => {
  it.each([
    ['picture and caption', { pictures: all, captions: all }],
    ['caption only', { pictures: none, captions: all }],
    ['picture only', { pictures: all, captions: none }],
    ['text only', { pictures: none, captions: none }],
    ['each in one batch', { pictures: [true, false, true, false], captions: [true, true, false, false] }],
  ])('%s', async (_name, presence) => {
    const differences = await compare(tinyConfig(), presence)
    expect(differences.emissions).toBeLessThan(1e-5)
    expect(differences.loss).toBeLessThan(1e-5)
    expect(differences.expectedLoss > 0).toBe(presence.pictures.includes(true))
  })

  it.each<[string, Partial<VsgnConfig>]>([
    ['the printed graph convolution', { gcn: 'paper' }],
    ['no window', { window: null }],
    ['other temperatures', { alignmentTemperature: 2, channelTemperature: 0.5 }],
    ['more layers', { encoderLayers: 2, gcnLayers: 3 }],
    ['one head and one edge', { heads: 1, topK: 1 }],
    ['no graphs', { without: ['vsg'] }],
    ['no channel gate', { without: ['cir'] }],
    ['no caption', { without: ['caption'] }],
    ['no picture', { without: ['picture'] }],
    ['neither graphs nor channel gate', { without: ['vsg', 'cir'] }],
    ['encoder alone', { without: ['vsg', 'cir', 'caption', 'picture'] }],
  ])('%s', async (_name, changes) => {
    const presence = { pictures: [true, true, false, true], captions: [true, false, true, true] }
    const differences = await compare(tinyConfig(changes), presence)
    expect(differences.emissions).toBeLessThan(1e-5)
    expect(differences.loss).toBeLessThan(1e-5)
  })

  it('rests on mathematics known from tables', () => {
    expect(erf(0.5)).toBeCloseTo(0.5204998778130465, 12)
    expect(erf(-2)).toBeCloseTo(-0.9953222650189527, 12)
    expect(erf(3.5)).toBeCloseTo(0.9999992569016276, 12)
    expect(softmax([0, Math.log(3)])[1]).toBeCloseTo(0.75, 12)
  })
})
