import { expect, it } from 'vitest'
import { gradients } from '../../autodiff/gradients.ts'
import { Graph } from '../../autodiff/graph.ts'
import type { Var } from '../../autodiff/graph.ts'
import { multiply, reduceSum } from '../../autodiff/ops/index.ts'
import { SeededRandom } from '../../autodiff/seededRandom.ts'
import { sizeOf } from '../../autodiff/shapes.ts'
import { encodeOnnxModel } from '../../onnx/onnxModel.ts'
import { BASELINES, labelsOf } from './config.ts'
import type { VsgnConfig } from './config.ts'
import { buildNetwork } from './network.ts'
import { ParameterScope } from './parameters.ts'
import { ReferenceNetwork } from './testing/reference.ts'
import { networkInputsOf, postOf, tensorsFor, wordCounts, WORDS } from './testing/referenceCase.ts'
import {
  output,
  parameterFeeds,
  randomParameters,
  runModel,
  tinyConfig,
  tinyFullConfig,
} from './testing/tinyNetwork.ts'
import { parameterSpecs } from './trainingGraph.ts'

/** Posts with both, with a caption, with a picture, with neither. */
const presence = { pictures: [true, false, true, false], captions: [true, true, false, false] }
const CHARACTERS = { read: 4, rows: 12, width: 3 }
/** In double precision a difference this small is right to nine digits, and no edge comes or goes within it. */
const STEP = 1e-6
/** The alignment reaches the loss through (13) alone; its gradient stands in the golden training steps. */
const ALIGNMENT = ['vsg.alignment.picture.weight', 'vsg.alignment.text.weight']

/** A part of a block, e.g. `cma_text.query` or `encoder.0.attention`. */
const groupOf = (name: string): string => name.split('.').slice(0, 3).slice(0, -1).join('.')

/** Fixed random weights of the emissions of one post: the loss is Σ weight · emission over its words. */
function weightsOf(post: number, size: number): number[] {
  const random = new SeededRandom(31, post)
  return Array.from({ length: size }, () => random.normal())
}

/** The graph's gradient of that loss by every parameter that reaches it. */
async function graphGradients(config: VsgnConfig): Promise<Record<string, number[]>> {
  const tensors = tensorsFor(config, presence)
  const labels = labelsOf(config).length
  const graph = new Graph()
  const parameters = new ParameterScope(({ name, shape }) => graph.input(name, 'float32', shape))
  const inputs = Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape }]) => [name, graph.input(name, dtype, shape)]),
  )
  const block = { config, graph, parameters, dropout: (x: Var) => x }
  const { emissions } = buildNetwork(block, networkInputsOf(config, inputs))
  const weights = wordCounts.flatMap((count, post) => {
    const valid = weightsOf(post, count * labels)
    return [...valid, ...new Array<number>((WORDS - count) * labels).fill(0)]
  })
  const weighted = multiply(emissions, graph.constant('float32', weights, emissions.shape))
  const { specs } = parameters
  const partials = gradients(
    reduceSum(weighted, [0, 1, 2]),
    specs.map(({ name }) => parameters.variable(name)),
  )
  const outputs = specs.flatMap(({ name }, index): [string, Var][] => {
    const partial = partials[index]
    return partial === null || partial === undefined ? [] : [[name, partial]]
  })
  const model = encodeOnnxModel(
    graph.model('gradients', Object.fromEntries(outputs.map(([name, v]) => [`d_${name}`, v]))),
  )
  return runModel(model, { ...tensors, ...parameterFeeds(specs, randomParameters(specs)) })
}

it.each([
  ['compact', tinyConfig()],
  ['compact with label spaces', tinyConfig({ labelSpaces: ['news', 'forum'] })],
  ['CNN-BiLSTM-CRF', tinyConfig({ ...BASELINES['cnn-bilstm-crf'], hidden: 8, characters: CHARACTERS })],
  ['full', tinyFullConfig()],
  ['full with thirteen labels', tinyFullConfig({ subwordLabels: 'thirteen' })],
] as const)(
  'the gradient by every group of parameters of %s is that of the double-precision loops',
  async (_size, config) => {
    const found = await graphGradients(config)
    const specs = parameterSpecs(config)
    const values = new Map(
      [...randomParameters(specs)].map(([name, floats]) => [name, Float64Array.from(floats)]),
    )
    const tensors = tensorsFor(config, presence)
    const posts = wordCounts.map((_, post) => postOf(config, tensors, presence, post))
    const network = new ReferenceNetwork(config, values)
    const loss = (): number =>
      posts.reduce((sum, post, index) => {
        const emissions = network.run(post).emissions.flat()
        const weights = weightsOf(index, emissions.length)
        return sum + emissions.reduce((total, emission, i) => total + emission * (weights[i] as number), 0)
      }, 0)

    const reaching = specs.filter(({ name }) => !name.startsWith('crf.') && !ALIGNMENT.includes(name))
    expect(reaching).toHaveLength(Object.keys(found).length)
    const random = new SeededRandom(17)
    const errors: Record<string, number> = {}
    for (const [group, members] of Object.entries(Object.groupBy(reaching, ({ name }) => groupOf(name)))) {
      const moves = (members ?? []).map(({ name, shape }) => {
        const parameter = values.get(name) as Float64Array
        const direction = Array.from({ length: sizeOf(shape) }, () => random.normal())
        return { name, parameter, centre: parameter.slice(), direction }
      })
      const at = (step: number): number => {
        for (const { parameter, centre, direction } of moves)
          parameter.set(centre.map((value, i) => value + step * (direction[i] as number)))
        return loss()
      }
      const numeric = (at(STEP) - at(-STEP)) / (2 * STEP)
      for (const { parameter, centre } of moves) parameter.set(centre)
      const analytic = moves.reduce((sum, { name, direction }) => {
        const gradient = output(found, `d_${name}`)
        return sum + gradient.reduce((total, g, i) => total + g * (direction[i] as number), 0)
      }, 0)
      errors[group] = Math.abs(analytic - numeric) / Math.max(1, Math.abs(numeric))
    }
    expect(Object.keys(errors).length).toBeGreaterThan(config.encoder === 'bilstm' ? 5 : 30)
    expect(Object.entries(errors).filter(([, error]) => !(error < 1e-4))).toEqual([])
  },
)
