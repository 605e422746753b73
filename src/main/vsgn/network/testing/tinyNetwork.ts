import { Graph } from '../../../autodiff/graph.ts'
import type { Var } from '../../../autodiff/graph.ts'
import { gradientError } from '../../../autodiff/gradientCheck.ts'
import { SeededRandom } from '../../../autodiff/seededRandom.ts'
import { sizeOf } from '../../../autodiff/shapes.ts'
import type { Shape } from '../../../autodiff/shapes.ts'
import type { NamedTensorType } from '../../../onnx/onnxModel.ts'
import { encodeOnnxModel } from '../../../onnx/onnxModel.ts'
import { OrtSession } from '../../../onnx/ortSession.ts'
import type { TensorData } from '../../../onnx/ortSession.ts'
import type { Block } from '../block.ts'
import { compactConfig } from '../config.ts'
import type { VsgnConfig } from '../config.ts'
import { ParameterScope } from '../parameters.ts'
import type { ParameterSpec, ParameterValues } from '../parameters.ts'

/** Helpers for the tests of the network. */

/** Small enough to differentiate numerically; every block is there. */
export function tinyConfig(changes: Readonly<Partial<VsgnConfig>> = {}): VsgnConfig {
  return compactConfig({
    types: ['PER', 'LOC'],
    hidden: 8,
    heads: 2,
    encoderLayers: 1,
    feedForward: 12,
    distanceLimit: 3,
    rowWidth: 5,
    extrasWidth: 3,
    patches: 6,
    regions: 2,
    patchWidth: 4,
    regionWidth: 4,
    latent: 4,
    topK: 2,
    window: 3,
    channelReduction: 2,
    dropout: { input: 0, layers: 0, output: 0 },
    ...changes,
  })
}

/** The full size, as small: it reads pieces, and the vectors of pictures are as wide as the network. */
export function tinyFullConfig(changes: Readonly<Partial<VsgnConfig>> = {}): VsgnConfig {
  const wide = { rowWidth: 8, patchWidth: 8, regionWidth: 8 }
  return tinyConfig({
    textInput: 'pieces',
    extrasWidth: 0,
    positions: 20,
    tableRows: 30,
    ...wide,
    ...changes,
  })
}

export function randomTensor(shape: Shape, seed: number, deviation = 1): TensorData {
  const random = new SeededRandom(seed)
  const values = Float32Array.from({ length: sizeOf(shape) }, () => random.normal() * deviation)
  return { dtype: 'float32', shape, values }
}

/** A bool mask [rows, columns] that is true at the first `lengths[row]` columns. */
export function prefixMask(lengths: readonly number[], columns: number): TensorData {
  const values = lengths.flatMap((length) =>
    Array.from({ length: columns }, (_, column) => Number(column < length)),
  )
  return { dtype: 'bool', shape: [lengths.length, columns], values: Uint8Array.from(values) }
}

export function flags(values: readonly boolean[]): TensorData {
  return { dtype: 'bool', shape: [values.length], values: Uint8Array.from(values, Number) }
}

export function scalar(value: number): TensorData {
  return { dtype: 'float32', shape: [], values: Float32Array.of(value) }
}

/**
 * Random values for all float32 inputs that are not in `given`; masks and integers must be given.
 * The values depend on the seed and an input's name, not on which other inputs there are.
 */
export function feedsFor(
  inputs: readonly NamedTensorType[],
  given: Readonly<Record<string, TensorData>>,
  seed = 1,
): Record<string, TensorData> {
  return Object.fromEntries(
    inputs.map(({ name, dtype, shape }) => {
      const value = given[name]
      if (value === undefined && dtype !== 'float32') throw new Error(`give a value for ${name}`)
      return [name, value ?? randomTensor(shape, seed + name.length * 131 + name.charCodeAt(0))]
    }),
  )
}

/** Random values for every parameter: also for those that start at zero, so that nothing hides behind them. */
export function randomParameters(specs: readonly ParameterSpec[], seed = 5): Map<string, Float32Array> {
  return new Map(
    specs.map(({ name, shape, initialisation }, index) => {
      const { values } = randomTensor(shape, seed * 1000 + index, 0.4)
      const centre = 'value' in initialisation ? initialisation.value : 0
      return [name, (values as Float32Array).map((value) => value + centre)]
    }),
  )
}

export function parameterFeeds(
  specs: readonly ParameterSpec[],
  values: ParameterValues,
): Record<string, TensorData> {
  return Object.fromEntries(
    specs.map(({ name, shape }) => [
      name,
      { dtype: 'float32' as const, shape, values: values.get(name) ?? new Float32Array() },
    ]),
  )
}

/** Runs a model once with one thread. */
export async function runModel(
  model: Uint8Array,
  feeds: Readonly<Record<string, TensorData>>,
  threads = 1,
): Promise<Record<string, number[]>> {
  const session = await OrtSession.create(model, { device: 'cpu', threads })
  try {
    return numbers(await session.run(feeds))
  } finally {
    await session.dispose()
  }
}

/** Values by output name; throws where there is none, so a test cannot compare nothing with nothing. */
export function output(outputs: Readonly<Record<string, number[]>>, name: string): number[] {
  const values = outputs[name]
  if (values === undefined || values.length === 0) throw new Error(`no output ${name}`)
  return values
}

export function largestDifference(left: readonly number[], right: readonly number[]): number {
  if (left.length !== right.length) throw new Error(`${left.length} and ${right.length} values`)
  return left.reduce((worst, value, index) => Math.max(worst, Math.abs(value - (right[index] ?? NaN))), 0)
}

/** Tensors as plain lists of numbers. */
export function numbers(tensors: Readonly<Record<string, TensorData>>): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { values }]) => [
      name,
      Array.from(values as ArrayLike<number | bigint>, Number),
    ]),
  )
}

function blockIn(graph: Graph, config: VsgnConfig, provide: (spec: ParameterSpec) => Var): Block {
  return { config, graph, parameters: new ParameterScope(provide), dropout: (x) => x }
}

/** Runs one block on given tensors with random parameters; every value `build` returns becomes an output. */
export async function runBlock(
  config: VsgnConfig,
  tensors: Readonly<Record<string, TensorData>>,
  build: (block: Block, inputs: Readonly<Record<string, Var>>) => Readonly<Record<string, Var>>,
): Promise<Record<string, number[]>> {
  const graph = new Graph()
  const block = blockIn(graph, config, ({ name, shape }) => graph.input(name, 'float32', shape))
  const inputs = Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape }]) => [name, graph.input(name, dtype, shape)]),
  )
  const model = graph.model('block', build(block, inputs))
  const { specs } = block.parameters
  const feeds = { ...tensors, ...parameterFeeds(specs, randomParameters(specs)) }
  return runModel(encodeOnnxModel(model), feeds)
}

/** Finite-difference error of one block by its inputs and all its parameters. */
export async function blockGradientError<Name extends string>(
  config: VsgnConfig,
  shapes: Readonly<Record<Name, Shape>>,
  build: (block: Block, inputs: Readonly<Record<Name, Var>>) => Var,
): Promise<number> {
  const probe = new Graph()
  const probeBlock = blockIn(probe, config, ({ name, shape }) => probe.input(name, 'float32', shape))
  const probeInputs = Object.entries<Shape>(shapes).map(([name, shape]) => [
    name,
    probe.input(`input ${name}`, 'float32', shape),
  ])
  build(probeBlock, Object.fromEntries(probeInputs) as Record<Name, Var>)
  const parameterShapes = Object.fromEntries(
    probeBlock.parameters.specs.map((spec) => [spec.name, spec.shape]),
  )
  return gradientError<string>({
    shapes: { ...shapes, ...parameterShapes },
    samples: 16,
    build: (variables, graph) => {
      const block = blockIn(graph, config, ({ name }) => variables[name] as Var)
      return build(block, variables)
    },
  })
}
