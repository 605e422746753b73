import { describe, expect, it } from 'vitest'
import type { TensorData } from '../../onnx/ortSession.ts'
import { alignmentLoss } from './alignment.ts'
import type { AlignedGraphs } from './alignment.ts'
import { labelsOf } from './config.ts'
import type { VsgnConfig } from './config.ts'
import type { Bucket } from './inputs.ts'
import { buildServingGraph } from './servingGraph.ts'
import {
  feedsFor,
  flags,
  largestDifference,
  output,
  prefixMask,
  randomParameters,
  randomTensor,
  runBlock,
  runModel,
  tinyConfig,
} from './testing/tinyNetwork.ts'
import { parameterSpecs } from './trainingGraph.ts'

const config = tinyConfig()
const K = labelsOf(config).length
const bucket: Bucket = { batch: 3, words: 6, captionWords: 4, pictures: true }

const masks: Readonly<Record<string, TensorData>> = {
  word_mask: prefixMask([6, 4, 1], 6),
  caption_mask: prefixMask([4, 3, 2], 4),
  region_mask: prefixMask([2, 1, 0], 2),
  has_image: flags([true, true, true]),
  has_caption: flags([true, true, true]),
}

interface Trial {
  readonly config?: VsgnConfig
  readonly bucket?: Partial<Bucket>
  readonly feeds?: Readonly<Record<string, TensorData>>
  readonly explain?: boolean
}

/** Serves the same random posts with the same random weights, but for what the trial changes. */
async function serve(trial: Trial = {}): Promise<Record<string, number[]>> {
  const used = trial.config ?? config
  const values = randomParameters(parameterSpecs(config))
  const graph = buildServingGraph(
    used,
    values,
    { ...bucket, ...trial.bucket },
    { explain: trial.explain ?? false },
  )
  return runModel(graph.model, feedsFor(graph.inputs, { ...masks, ...trial.feeds }))
}

const emissionsOf = async (trial: Trial = {}): Promise<number[]> => output(await serve(trial), 'emissions')

/** Emissions at the valid words of each post. */
function validOnly(emissions: readonly number[], words = bucket.words): number[] {
  return [6, 4, 1].flatMap((length, post) => emissions.slice(post * words * K, (post * words + length) * K))
}

function withNoise(tensor: TensorData, isNoise: (index: number) => boolean): TensorData {
  const noise = randomTensor(tensor.shape, 99, 30).values
  const values = (tensor.values as Float32Array).map((value, index) =>
    isNoise(index) ? Number(noise[index]) : value,
  )
  return { ...tensor, values }
}

describe('golden properties of VSGN', () => {
  it('(a) ignores what padding holds, even NaN', async () => {
    const { inputs } = buildServingGraph(config, randomParameters(parameterSpecs(config)), bucket)
    const feeds = feedsFor(inputs, masks)
    const change = (name: string, valid: readonly number[], rows: number): TensorData => {
      const tensor = feeds[name] as TensorData
      const width = tensor.values.length / (3 * rows)
      const isPadding = (index: number): boolean => {
        const row = Math.floor(index / width)
        return row % rows >= (valid[Math.floor(row / rows)] ?? 0)
      }
      const noisy = withNoise(tensor, isPadding)
      const values = (noisy.values as Float32Array).map((value, index) =>
        isPadding(index) && index % 5 === 0 ? NaN : value,
      )
      return { ...tensor, values }
    }
    const noisy = {
      rows: change('rows', [6, 4, 1], 6),
      extras: change('extras', [6, 4, 1], 6),
      caption_rows: change('caption_rows', [4, 3, 2], 4),
      caption_extras: change('caption_extras', [4, 3, 2], 4),
      regions: change('regions', [2, 1, 0], 2),
    }
    const plain = await emissionsOf()
    expect(validOnly(await emissionsOf({ feeds: noisy }))).toEqual(validOnly(plain))
  })

  it('(b) gives a post the same scores alone, in a batch and in a longer bucket', async () => {
    const together = await emissionsOf()
    const { inputs } = buildServingGraph(config, randomParameters(parameterSpecs(config)), bucket)
    const feeds = feedsFor(inputs, masks)
    const rowOf = (tensor: TensorData, post: number): TensorData => {
      const size = tensor.values.length / 3
      return {
        ...tensor,
        shape: [1, ...tensor.shape.slice(1)],
        values: tensor.values.slice(post * size, (post + 1) * size),
      }
    }
    for (let post = 0; post < 3; post++) {
      const one = Object.fromEntries(
        Object.entries(feeds).map(([name, tensor]) => [name, rowOf(tensor, post)]),
      )
      const alone = await emissionsOf({ bucket: { batch: 1 }, feeds: one })
      const size = 6 * K
      expect(largestDifference(alone, together.slice(post * size, (post + 1) * size))).toBeLessThan(1e-5)
    }

    const lengthened = (tensor: TensorData): TensorData => {
      const width = tensor.values.length / (3 * 6)
      const values = new (tensor.values.constructor as Float32ArrayConstructor)(3 * 9 * width)
      for (let post = 0; post < 3; post++)
        values.set(
          (tensor.values as Float32Array).subarray(post * 6 * width, (post + 1) * 6 * width),
          post * 9 * width,
        )
      return { ...tensor, shape: [3, 9, ...tensor.shape.slice(2)], values }
    }
    const longer = Object.fromEntries(
      ['rows', 'extras', 'word_mask'].map((name) => [name, lengthened(feeds[name] as TensorData)]),
    )
    const inLonger = await emissionsOf({ bucket: { words: 9 }, feeds: longer })
    expect(largestDifference(validOnly(inLonger, 9), validOnly(together))).toBeLessThan(1e-5)
  })

  it('(c) ignores patches and regions where there is no picture', async () => {
    const has_image = flags([false, false, false])
    const other = { patches: randomTensor([3, 6, 4], 77, 9), regions: randomTensor([3, 2, 4], 78, 9) }
    const without = await emissionsOf({ feeds: { has_image } })
    expect(await emissionsOf({ feeds: { has_image, ...other } })).toEqual(without)
    expect(largestDifference(await emissionsOf({ feeds: other }), await emissionsOf())).toBeGreaterThan(1e-3)
  })

  it('(d) CIR leaves the mean over channels at 1', async () => {
    const outputs = await serve({ explain: true })
    for (const name of ['text_channels', 'caption_channels']) {
      const factors = output(outputs, name)
      for (let post = 0; post < 3; post++) {
        const row = factors.slice(post * config.hidden, (post + 1) * config.hidden)
        expect(row.reduce((sum, factor) => sum + factor, 0) / row.length).toBeCloseTo(1, 5)
      }
    }
  })

  it('(e) aligns each text node with a distribution over patches', async () => {
    const alignment = output(await serve({ explain: true }), 'alignment')
    expect(alignment).toHaveLength(3 * 10 * 6)
    for (let row = 0; row < 30; row++) {
      const shares = alignment.slice(row * 6, row * 6 + 6)
      expect(Math.min(...shares)).toBeGreaterThanOrEqual(0)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)
    }
  })

  it.each([1, 2, 5])('(f) keeps at most %i edges a node, all of them legal', async (topK) => {
    const outputs = await serve({ config: tinyConfig({ topK }), explain: true })
    const edges = output(outputs, 'text_edges')
    const imageEdges = output(outputs, 'image_edges')
    const valid = (post: number, node: number): boolean =>
      node < 6 ? node < at([6, 4, 1], post) : node - 6 < at([4, 3, 2], post)
    let kept = 0
    for (let row = 0; row < 30; row++) {
      const [post, node] = [Math.floor(row / 10), row % 10]
      const linked = edges.slice(row * 10, row * 10 + 10).flatMap((edge, other) => (edge > 0 ? [other] : []))
      expect(linked.length).toBeLessThanOrEqual(topK)
      for (const other of linked) {
        expect(other !== node && valid(post, node) && valid(post, other)).toBe(true)
        if (node < 6 === other < 6) expect(Math.abs(node - other)).toBeLessThanOrEqual(3)
      }
      kept += linked.length
    }
    expect(kept).toBeGreaterThan(0)
    for (let row = 0; row < 18; row++)
      expect(imageEdges.slice(row * 6, row * 6 + 6).filter((edge) => edge > 0)).toHaveLength(
        Math.min(topK, 5),
      )
  })

  it('(f) keeps K edges even when all patches are alike', async () => {
    const patches = { dtype: 'float32' as const, shape: [3, 6, 4], values: new Float32Array(72).fill(0.5) }
    const edges = output(await serve({ feeds: { patches }, explain: true }), 'image_edges')
    for (let row = 0; row < 18; row++)
      expect(edges.slice(row * 6, row * 6 + 6).filter((edge) => edge > 0)).toHaveLength(config.topK)
  })

  it('(g) finds no divergence between equal graphs, and some between others', async () => {
    const lossOf = async (carried: TensorData): Promise<number> => {
      const tensors = {
        textEdges: randomTensor([2, 4, 4], 3),
        carriedEdges: carried,
        legal: prefixMask([4, 4, 3, 1, 2, 2, 0, 0], 4),
        hasImage: flags([true, true]),
      }
      const outputs = await runBlock(
        config,
        { ...tensors, legal: { ...tensors.legal, shape: [2, 4, 4] } },
        (block, inputs) => ({
          loss: alignmentLoss(block, inputs as unknown as AlignedGraphs),
        }),
      )
      return at(output(outputs, 'loss'), 0)
    }
    expect(await lossOf(randomTensor([2, 4, 4], 3))).toBeCloseTo(0, 6)
    expect(await lossOf(randomTensor([2, 4, 4], 4))).toBeGreaterThan(0.1)
  })
})

describe('degraded inputs', () => {
  it('ignores a caption that is not there', async () => {
    const has_caption = flags([false, false, false])
    const other = {
      caption_rows: randomTensor([3, 4, 5], 61, 9),
      caption_extras: randomTensor([3, 4, 3], 62, 9),
    }
    const without = await emissionsOf({ feeds: { has_caption } })
    expect(await emissionsOf({ feeds: { has_caption, ...other } })).toEqual(without)
    expect(largestDifference(await emissionsOf(), without)).toBeGreaterThan(1e-3)
  })

  it.each([
    ['no pictures', { pictures: false }, { has_image: flags([false, false, false]) }],
    ['no captions', { captionWords: 0 }, { has_caption: flags([false, false, false]) }],
    [
      'neither',
      { captionWords: 0, pictures: false },
      { has_image: flags([false, false, false]), has_caption: flags([false, false, false]) },
    ],
  ])('a graph with %s equals the whole graph told so', async (_name, smaller, feeds) => {
    const told = validOnly(await emissionsOf({ feeds }))
    expect(largestDifference(validOnly(await emissionsOf({ bucket: smaller })), told)).toBeLessThan(1e-5)
  })

  it('keeps each post to its own evidence in a mixed batch', async () => {
    const whole = await emissionsOf()
    const mixed = await emissionsOf({ feeds: { has_image: flags([true, false, true]) } })
    const size = 6 * K
    expect(largestDifference(mixed.slice(0, size), whole.slice(0, size))).toBeLessThan(1e-6)
    expect(largestDifference(mixed.slice(size, 2 * size), whole.slice(size, 2 * size))).toBeGreaterThan(1e-3)
    expect(largestDifference(mixed.slice(2 * size), whole.slice(2 * size))).toBeLessThan(1e-6)
  })

  it('takes a post without a single valid word, as fills up a batch', async () => {
    const emissions = await emissionsOf({ feeds: { word_mask: prefixMask([6, 4, 0], 6) } })
    expect(emissions.every(Number.isFinite)).toBe(true)
  })
})

describe('ablations', () => {
  it.each([
    [['vsg']],
    [['cir']],
    [['caption']],
    [['picture']],
    [['vsg', 'cir']],
    [['caption', 'picture']],
  ] as const)('without %j is another network on the same inputs', async (without) => {
    const emissions = await emissionsOf({ config: tinyConfig({ without }) })
    expect(emissions.every(Number.isFinite)).toBe(true)
    expect(largestDifference(validOnly(emissions), validOnly(await emissionsOf()))).toBeGreaterThan(1e-3)
  })

  it('without everything is encoder and CRF', () => {
    const bare = tinyConfig({ without: ['vsg', 'cir', 'caption', 'picture'] })
    const modules = new Set(parameterSpecs(bare).map(({ name }) => name.split('.')[0]))
    expect([...modules].sort()).toEqual(['crf', 'encoder', 'input', 'output'])
    const { inputs } = buildServingGraph(bare, randomParameters(parameterSpecs(bare)), bucket)
    expect(inputs.map(({ name }) => name)).toEqual(['rows', 'extras', 'word_mask'])
  })

  it('the printed graph convolution differs from the residual one', async () => {
    const paper = await emissionsOf({ config: tinyConfig({ gcn: 'paper' }) })
    expect(paper.every(Number.isFinite)).toBe(true)
    expect(largestDifference(paper, await emissionsOf())).toBeGreaterThan(1e-3)
  })
})

function at(values: readonly number[], index: number): number {
  return values[index] ?? NaN
}
