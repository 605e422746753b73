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
 * largest value where that is above 1. In a process of its own, because a failing GPU driver ends
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

const { model, inputs, given } = process.argv[2] === 'training' ? training() : serving()
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
process.stdout.write(JSON.stringify(Object.fromEntries(differences)))
