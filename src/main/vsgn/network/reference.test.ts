import { describe, expect, it } from 'vitest'
import { BASELINES, labelsOf, PARTS } from './config.ts'
import type { Part, VsgnConfig } from './config.ts'
import { buildNetwork } from './network.ts'
import { ReferenceNetwork } from './testing/reference.ts'
import { networkInputsOf, postOf, tensorsFor, wordCounts, WORDS } from './testing/referenceCase.ts'
import type { Presence } from './testing/referenceCase.ts'
import { erf, softmax } from './testing/referenceMath.ts'
import {
  largestDifference,
  output,
  randomParameters,
  runBlock,
  tinyConfig,
  tinyFullConfig,
} from './testing/tinyNetwork.ts'
import { parameterSpecs } from './trainingGraph.ts'

/** The largest differences between graph and reference. */
async function compare(config: VsgnConfig, presence: Presence) {
  const tensors = tensorsFor(config, presence)
  const outputs = await runBlock(config, tensors, (block, inputs) => {
    const network = buildNetwork(block, networkInputsOf(config, inputs))
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

const CHARACTERS = { read: 4, rows: 12, width: 3 }
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
  ['label spaces of two kinds of sets', { labelSpaces: ['news', 'forum'] }],
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

/** Two layers, and captions and pictures to look at with them. */
const LAYERED = { encoder: 'bilstm', wordRows: 'word', encoderLayers: 2 } as const

it.each([
  ['BiLSTM-CRF', { ...BASELINES['bilstm-crf'], hidden: 8 }],
  ['CNN-BiLSTM-CRF', { ...BASELINES['cnn-bilstm-crf'], hidden: 8, characters: CHARACTERS }],
  ['VSGN over BiLSTMs that read characters', { ...LAYERED, characters: CHARACTERS }],
])('%s against plain double-precision loops', async (_name, changes) => {
  const differences = await compare(tinyConfig(changes), {
    pictures: all,
    captions: [true, false, true, true],
  })
  expect(differences.emissions).toBeLessThan(1e-5)
  expect(differences.loss).toBeLessThan(1e-5)
})

describe('the reference', () => {
  it('rests on mathematics known from tables', () => {
    expect(erf(0.5)).toBeCloseTo(0.5204998778130465, 12)
    expect(erf(-2)).toBeCloseTo(-0.9953222650189527, 12)
    expect(erf(3.5)).toBeCloseTo(0.9999992569016276, 12)
    expect(softmax([0, Math.log(3)])[1]).toBeCloseTo(0.75, 12)
  })
})
