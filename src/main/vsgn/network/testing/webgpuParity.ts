import { OrtSession } from '../../../onnx/ortSession.ts'
import { buildServingGraph } from '../servingGraph.ts'
import {
  feedsFor,
  flags,
  largestDifference,
  numbers,
  output,
  prefixMask,
  randomParameters,
  tinyConfig,
} from './tinyNetwork.ts'
import { parameterSpecs } from '../trainingGraph.ts'

/**
 * A program for the tests: serves two posts on CPU and on WebGPU and prints, as JSON, the largest difference
 * between the two for each output. In a process of its own, because a failing GPU driver ends the process.
 */
const config = tinyConfig()
const bucket = { batch: 2, words: 5, captionWords: 3, pictures: true }
const values = randomParameters(parameterSpecs(config))
const graph = buildServingGraph(config, values, bucket, { explain: true })
const feeds = feedsFor(graph.inputs, {
  word_mask: prefixMask([5, 3], 5),
  caption_mask: prefixMask([3, 2], 3),
  region_mask: prefixMask([2, 1], 2),
  has_image: flags([true, false]),
  has_caption: flags([false, true]),
})

const cpu = await OrtSession.create(graph.model, { device: 'cpu', threads: 1 })
const gpu = await OrtSession.create(graph.model, { device: 'webgpu', threads: 1, verbose: true })
const expected = numbers(await cpu.run(feeds))
const actual = numbers(await gpu.run(feeds))
const differences = Object.keys(expected).map((name) => [
  name,
  largestDifference(output(actual, name), output(expected, name)),
])
process.stdout.write(JSON.stringify(Object.fromEntries(differences)))
