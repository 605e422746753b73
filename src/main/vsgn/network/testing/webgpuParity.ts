import { AdamW, clipScale, sumOfSquares } from '../../../autodiff/adamW.ts'
import { DropoutMasks } from '../../../autodiff/dropout.ts'
import type { NamedTensorType } from '../../../onnx/onnxModel.ts'
import { OrtSession } from '../../../onnx/ortSession.ts'
import type { TensorData } from '../../../onnx/ortSession.ts'
import { labelsOf } from '../config.ts'
import { goldTensors } from '../gold.ts'
import { buildServingGraph } from '../servingGraph.ts'
import { buildTrainingGraph, parameterSpecs } from '../trainingGraph.ts'
import {
  feedsFor,
  flags,
  largestDifference,
  numbers,
  output,
  parameterFeeds,
  prefixMask,
  randomParameters,
  scalar,
  tinyConfig,
} from './tinyNetwork.ts'

/**
 * A program for the tests, with the argument `serving` or `training`: runs that graph for two posts on CPU and on
 * WebGPU and prints, as JSON, the largest difference between the two for each output, relative to the output's
 * largest value where that is above 1. `training` adds `loss of 20 steps`: the largest difference of the losses while
 * each device takes 20 AdamW steps on gradients of its own. In a process of its own, because a failing GPU driver ends
 * the process.
 */
const config = tinyConfig({ dropout: { input: 0.2, layers: 0.15, output: 0.4 } })
const bucket = { batch: 2, words: 5, captionWords: 3, pictures: true }
const specs = parameterSpecs(config)
const values = randomParameters(specs)
const masks: Readonly<Record<string, TensorData>> = {
  word_mask: prefixMask([5, 3], 5),
  caption_mask: prefixMask([3, 2], 3),
  region_mask: prefixMask([2, 1], 2),
  has_image: flags([true, false]),
  has_caption: flags([false, true]),
}

interface Job {
  readonly model: Uint8Array
  readonly inputs: readonly NamedTensorType[]
  readonly given: Readonly<Record<string, TensorData>>
}

function serving(): Job {
  return { ...buildServingGraph(config, values, bucket, { explain: true }), given: {} }
}

function training(): Job {
  const graph = buildTrainingGraph(config, bucket)
  const count = labelsOf(config).length
  const paths = [
    [0, 1, 2, 0, 3],
    [3, 4, 1],
  ]
  const given = {
    ...parameterFeeds(specs, values),
    ...goldTensors(paths, bucket.words, count),
    ...new DropoutMasks(1).feeds(graph.dropoutSites, 0, 0),
    weights: { dtype: 'float32', shape: [2], values: Float32Array.of(1, 0.5) } as const,
    deviation_weight: scalar(0.8),
    alignment_weight: scalar(0.1),
  }
  return { ...graph, given }
}

const STEPS = 20
const LEARNING_RATE = 1e-3

/** The loss of each of `STEPS` steps on the same two posts, from the same start. */
async function losses(session: OrtSession, feeds: Readonly<Record<string, TensorData>>): Promise<number[]> {
  const weights = new Map([...values].map(([name, start]) => [name, start.slice()]))
  const adam = new AdamW()
  const found: number[] = []
  for (let step = 0; step < STEPS; step++) {
    const outputs = await session.run({ ...feeds, ...parameterFeeds(specs, weights) })
    const gradientOf = (name: string): Float32Array => outputs[`d_${name}`]?.values as Float32Array
    found.push(outputs.loss?.values[0] as number)
    const updates = [...weights].map(([name, current]) => ({
      name,
      values: current,
      gradient: gradientOf(name),
      learningRate: LEARNING_RATE,
      weightDecay: 0.01,
    }))
    const squares = sumOfSquares(updates.map(({ gradient }) => gradient))
    adam.step(updates, clipScale(Math.sqrt(squares), 1))
  }
  return found
}

const trains = process.argv[2] === 'training'
const { model, inputs, given } = trains ? training() : serving()
const feeds = feedsFor(inputs, { ...masks, ...given })
const cpu = await OrtSession.create(model, { device: 'cpu', threads: 1 })
const gpu = await OrtSession.create(model, { device: 'webgpu', threads: 1, verbose: true })
const expected = numbers(await cpu.run(feeds))
const actual = numbers(await gpu.run(feeds))
const differences = Object.keys(expected).map((name) => {
  const values = output(expected, name)
  const scale = Math.max(1, ...values.map(Math.abs))
  return [name, largestDifference(output(actual, name), values) / scale]
})
if (trains) {
  const [left, right] = [await losses(gpu, feeds), await losses(cpu, feeds)]
  differences.push(['loss of 20 steps', largestDifference(left, right) / Math.max(1, ...right.map(Math.abs))])
}
process.stdout.write(JSON.stringify(Object.fromEntries(differences)))
