import { afterAll, describe, expect, it } from 'vitest'
import { AdamW } from '../../autodiff/adamW.ts'
import { DropoutMasks } from '../../autodiff/dropout.ts'
import { directionalErrors } from '../../autodiff/gradientCheck.ts'
import { OrtSession } from '../../onnx/ortSession.ts'
import type { TensorData } from '../../onnx/ortSession.ts'
import { BucketSessions } from './bucketSessions.ts'
import { labelsOf } from './config.ts'
import { goldTensors } from './gold.ts'
import type { Bucket } from './inputs.ts'
import { initialParameters } from './parameters.ts'
import type { ParameterValues } from './parameters.ts'
import { buildServingGraph, weightFeeds } from './servingGraph.ts'
import {
  feedsFor,
  flags,
  largestDifference,
  numbers,
  output,
  parameterFeeds,
  prefixMask,
  randomParameters,
  runModel,
  scalar,
  tinyConfig,
} from './testing/tinyNetwork.ts'
import { buildTrainingGraph, parameterSpecs } from './trainingGraph.ts'
import type { TrainingGraph } from './trainingGraph.ts'

/** K is larger than the graph: no edge comes and goes with a small step, which a difference could not bear. */
const config = tinyConfig({ topK: 20, deviationWeight: { start: 0.1, end: 0.8 } })
const K = labelsOf(config).length
const bucket: Bucket = { batch: 2, words: 5, captionWords: 3, pictures: true }

const OPTIONS = { device: 'cpu', threads: 1 } as const
const sessions = new BucketSessions((at) => buildTrainingGraph(config, at), OPTIONS)
afterAll(() => sessions.dispose())

/** Two posts of random features with gold, for the parameters `randomParameters` gives. */
function feedsOf(graph: TrainingGraph, changes: Readonly<Record<string, TensorData>> = {}) {
  const fixed = graph.inputs.filter(({ name }) => !name.startsWith('dropout'))
  return feedsFor(fixed, {
    ...parameterFeeds(graph.parameters, randomParameters(parameterSpecs(config))),
    word_mask: prefixMask([5, 3], 5),
    caption_mask: prefixMask([3, 2], 3),
    region_mask: prefixMask([2, 1], 2),
    has_image: flags([true, false]),
    has_caption: flags([false, true]),
    ...goldTensors(
      [
        [0, 1, 2, 0, 3],
        [3, 4, 1],
      ],
      5,
      K,
    ),
    weights: vector(1, 0.5),
    emission_bias: { dtype: 'float32', shape: [2, K], values: new Float32Array(2 * K) },
    deviation_weight: scalar(0.8),
    alignment_weight: scalar(0),
    ...changes,
  })
}

const vector = (...values: readonly number[]): TensorData => ({
  dtype: 'float32',
  shape: [values.length],
  values: Float32Array.from(values),
})

async function opened(changes: Readonly<Record<string, TensorData>> = {}, at: Bucket = bucket) {
  const { graph, session } = await sessions.get(at)
  return { graph, session, feeds: feedsOf(graph, changes) }
}

/** The outputs for two posts with some inputs changed. */
async function run(changes: Readonly<Record<string, TensorData>> = {}, at: Bucket = bucket) {
  const { session, feeds } = await opened(changes, at)
  return numbers(await session.run(feeds))
}

describe('training graph', () => {
  it('has the gradients of finite differences for every parameter and row', async () => {
    const { graph, session, feeds } = await opened()
    const names = [...graph.parameters.map(({ name }) => name), 'rows', 'caption_rows']
    // A group is a part of a block, e.g. `cma_text.query` or `encoder.0.attention`.
    const groups = Object.groupBy(names, (name) => name.split('.').slice(0, 3).slice(0, -1).join('.') || name)
    const errors = await directionalErrors(session, feeds, groups as Record<string, string[]>)
    expect(Object.keys(errors).length).toBeGreaterThan(30)
    expect(Object.entries(errors).filter(([, error]) => !(error < 3e-3))).toEqual([])
  }, 120_000)

  it('has the gradient of the alignment loss, weighted by λ', async () => {
    // Only these two reach the loss through the carried edges alone; the text row's statistics are held constant.
    const { session, feeds } = await opened({ alignment_weight: scalar(3) })
    const errors = await directionalErrors(session, feeds, {
      text: ['vsg.alignment.text.weight'],
      picture: ['vsg.alignment.picture.weight'],
    })
    expect(Math.max(...Object.values(errors))).toBeLessThan(3e-3)
    const outputs = numbers(await session.run(feeds))
    const value = (name: string): number => output(outputs, name)[0] ?? NaN
    expect(value('alignment_loss')).toBeGreaterThan(0.01)
    expect(value('loss')).toBeCloseTo(value('crf_loss') + 3 * value('alignment_loss'), 5)
  })

  it('has a gradient for every parameter of the network', async () => {
    const { graph } = await opened()
    expect(graph.parameters).toEqual(parameterSpecs(config))
  })

  it('scores words as the serving graph does', async () => {
    const { session, feeds } = await opened()
    const serving = buildServingGraph(config, randomParameters(parameterSpecs(config)), bucket)
    const inputs = Object.fromEntries(serving.inputs.map(({ name }) => [name, feeds[name] as TensorData]))
    const served = await runModel(serving.model, inputs)
    const trained = numbers(await session.run(feeds))
    const difference = largestDifference(output(trained, 'emissions'), output(served, 'emissions'))
    expect(difference).toBeLessThan(1e-5)

    const parameters = randomParameters(parameterSpecs(config))
    const bare = buildServingGraph(config, parameters, bucket, { explain: false, weights: 'fed' })
    expect(bare.model.length).toBeLessThan(serving.model.length)
    const fed = await runModel(bare.model, { ...inputs, ...weightFeeds(config, parameters) })
    expect(largestDifference(output(fed, 'emissions'), output(served, 'emissions'))).toBeLessThan(1e-5)
  })

  it.each([
    ['pictures', { pictures: false }, { has_image: flags([false, false]) }],
    ['captions', { captionWords: 0 }, { has_caption: flags([false, false]) }],
  ])('without %s has the loss and gradients of the whole graph told so', async (_name, smaller, told) => {
    const changes = { ...told, alignment_weight: scalar(1) }
    const [whole, part] = [await opened(), await opened({}, { ...bucket, ...smaller })]
    const expected = await run(changes)
    const actual = await run(changes, { ...bucket, ...smaller })
    expect(part.graph.parameters.length).toBeLessThan(whole.graph.parameters.length)
    for (const name of ['loss', 'd_rows', ...part.graph.parameters.map((spec) => `d_${spec.name}`)])
      expect(largestDifference(output(actual, name), output(expected, name)), name).toBeLessThan(2e-5)
    const used = new Set(part.graph.parameters.map((spec) => spec.name))
    for (const { name } of whole.graph.parameters.filter((spec) => !used.has(spec.name)))
      expect(Math.max(...output(expected, `d_${name}`).map(Math.abs)), name).toBeLessThan(2e-5)
  })

  it('weights posts, so that a row that fills the batch counts for nothing', async () => {
    const lossOf = async (weights: TensorData): Promise<number> =>
      output(await run({ weights }), 'loss')[0] ?? NaN
    const [first, second] = [await lossOf(vector(1, 0)), await lossOf(vector(0, 1))]
    expect(await lossOf(vector(1, 0.5))).toBeCloseTo((first + second / 2) / 1.5, 4)

    const outputs = await run({
      weights: vector(1, 0),
      ...goldTensors([[0, 1, 2, 0, 3], []], 5, K),
      word_mask: prefixMask([5, 0], 5),
    })
    expect(output(outputs, 'loss')[0]).toBeCloseTo(first, 5)
    expect(output(outputs, 'd_rows').slice(25)).toEqual(new Array(25).fill(0))
  })

  it('leaves labels that a source does not annotate out of the normalisation', async () => {
    const bias = new Float32Array(2 * K)
    bias.fill(-1e4, 3, 5)
    bias.fill(-1e4, K + 3, K + 5)
    const paths = [
      [0, 1, 2, 0, 0],
      [0, 0, 1],
    ]
    const outputs = await run({
      emission_bias: { dtype: 'float32', shape: [2, K], values: bias },
      ...goldTensors(paths, 5, K),
    })
    const headBias = output(outputs, 'd_output.bias')
    expect(headBias.slice(3, 5)).toEqual([0, 0])
    expect(Math.abs(headBias[0] ?? 0)).toBeGreaterThan(1e-4)
  })
})

describe('training', () => {
  const dropping = tinyConfig({ dropout: { input: 0.2, layers: 0.15, output: 0.4 } })

  const specs = parameterSpecs(dropping)
  const graph = buildTrainingGraph(dropping, bucket)

  /** Some steps of AdamW on one batch. */
  async function train(session: OrtSession, seed: number, steps: number) {
    const values: ParameterValues = initialParameters(specs, seed)
    const feeds = feedsOf(graph, { ...parameterFeeds(specs, values), alignment_weight: scalar(0.1) })
    const masks = new DropoutMasks(seed)
    const optimiser = new AdamW()
    const losses: number[] = []
    for (let step = 0; step < steps; step++) {
      const outputs = await session.run({ ...feeds, ...masks.feeds(graph.dropoutSites, 0, step) })
      losses.push(Number(outputs.loss?.values[0]))
      optimiser.step(
        graph.parameters.map(({ name, decays }) => ({
          name,
          values: values.get(name) as Float32Array,
          gradient: outputs[`d_${name}`]?.values as Float32Array,
          learningRate: 1e-2,
          weightDecay: decays ? 0.01 : 0,
        })),
      )
    }
    return { losses, values }
  }

  it('learns its batch by heart', async () => {
    const session = await OrtSession.create(graph.model, { device: 'cpu', threads: 1 })
    const { losses } = await train(session, 1, 60)
    await session.dispose()
    expect(losses.at(-1)).toBeLessThan(0.4 * (losses[0] ?? NaN))
  }, 120_000)

  it('gives the same weights bit for bit from the same seed and thread count', async () => {
    const session = await OrtSession.create(graph.model, { device: 'cpu', threads: 2 })
    const [first, again, other] = [
      await train(session, 3, 3),
      await train(session, 3, 3),
      await train(session, 4, 3),
    ]
    await session.dispose()
    expect(again.losses).toEqual(first.losses)
    expect([...again.values]).toEqual([...first.values])
    expect(other.losses).not.toEqual(first.losses)
  }, 120_000)
})
