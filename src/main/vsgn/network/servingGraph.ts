import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { Graph } from '../../autodiff/graph.ts'
import type { Var } from '../../autodiff/graph.ts'
import { sizeOf } from '../../autodiff/shapes.ts'
import { encodeOnnxModel } from '../../onnx/onnxModel.ts'
import type { NamedTensorType } from '../../onnx/onnxModel.ts'
import type { TensorData } from '../../onnx/ortSession.ts'
import type { ProductRanges } from './byteProducts.ts'
import type { VsgnConfig } from './config.ts'
import { declareInputs } from './inputs.ts'
import type { Bucket } from './inputs.ts'
import { buildNetwork } from './network.ts'
import { ParameterScope } from './parameters.ts'
import type { ParameterSpec, ParameterValues } from './parameters.ts'
import { inPrecision } from './precision.ts'
import type { Precision } from './precision.ts'
import { withMeasuredRanges } from './productRanges.ts'
import { parameterSpecs } from './trainingGraph.ts'

export interface ServingOptions {
  /** Adds what the network can say about its answer as outputs (see `Explanation`, in snake case). */
  readonly explain: boolean
  /** float32 where it is missing; others need the weights inside. */
  readonly precision?: Precision
  /** Of its products, for int8: see `withByteProducts`. */
  readonly ranges?: ProductRanges | undefined
  /** Adds the ranges of its products as outputs, for a `RangeTally`. */
  readonly measured?: boolean
  /** `fed`: weights are inputs by their names (see `weightFeeds`), so that graphs share them; otherwise `inside`. */
  readonly weights?: 'inside' | 'fed'
}

export interface ServingGraph {
  /** A ModelProto with the weights inside. */
  readonly model: Uint8Array<ArrayBuffer>
  /** Everything to feed (see `declareInputs`). */
  readonly inputs: readonly NamedTensorType[]
  /** emissions [B, n, K], and the explanation where asked for. */
  readonly outputs: readonly NamedTensorType[]
}

/**
 * The network of `buildTrainingGraph` with its weights as constants, without dropout and with β at its final
 * value. Throws WorkbenchError `model` when a parameter is missing or has another size: nothing is ever
 * filled in.
 */
export function buildServingGraph(
  config: VsgnConfig,
  values: ParameterValues,
  bucket: Bucket,
  options: ServingOptions = { explain: false },
): ServingGraph {
  const graph = new Graph()
  const parameters = new ParameterScope((spec) =>
    options.weights === 'fed'
      ? graph.input(spec.name, 'float32', spec.shape)
      : graph.initialiser(spec.name, 'float32', valuesOf(spec, values), spec.shape),
  )
  const block = { config, graph, parameters, dropout: (x: Var): Var => x }
  const inputs = declareInputs(graph, config, bucket, graph.scalar(config.deviationWeight.end))
  const { emissions, explanation } = buildNetwork(block, inputs)
  const model = graph.model('vsgn', { emissions, ...(options.explain ? snakeCase(explanation) : {}) })
  const computed =
    options.measured === true
      ? withMeasuredRanges(model)
      : inPrecision(model, options.precision ?? 'float32', options.ranges ?? {})
  return { model: encodeOnnxModel(computed), inputs: model.inputs, outputs: model.outputs }
}

/** What to feed to a graph whose weights are `fed`. Throws as `buildServingGraph` does. */
export function weightFeeds(config: VsgnConfig, values: ParameterValues): Record<string, TensorData> {
  return Object.fromEntries(
    parameterSpecs(config).map((spec) => [
      spec.name,
      { dtype: 'float32', shape: spec.shape, values: valuesOf(spec, values) },
    ]),
  )
}

function valuesOf({ name, shape }: ParameterSpec, values: ParameterValues): Float32Array {
  const found = values.get(name)
  if (found === undefined) throw new WorkbenchError('model', `the model has no parameter "${name}"`)
  if (found.length !== sizeOf(shape))
    throw new WorkbenchError(
      'model',
      `the model's parameter "${name}" holds ${found.length} values, its configuration asks for [${shape.join(' × ')}]`,
    )
  return found
}

function snakeCase(explanation: object): Record<string, Var> {
  return Object.fromEntries(
    Object.entries(explanation).map(([name, value]) => [
      name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`),
      value as Var,
    ]),
  )
}
