import type { Initialiser, OnnxModel, OnnxNode } from '../../onnx/onnxModel.ts'
import { ORT_DOMAIN } from '../../onnx/onnxModel.ts'
import { quantise } from '../quantise.ts'

/**
 * Weights take seven bits: without the byte instructions of newer processors two products of eight bits are added up in
 * sixteen, where 2 · 255 · 63 still fits. So a model says the same on every processor.
 */
const LARGEST_WEIGHT = 63
/** Products with fewer columns (gates, label scores) cost little, and scores should not be rounded. */
export const LEAST_COLUMNS = 32

/** Constants of the rounding: a value x of a row becomes the byte 128 + 127 x / max |x|. */
const LARGEST_VALUE = floatScalar('bytes/largest', 127)
const ZERO: Initialiser = { name: 'bytes/zero', dtype: 'uint8', shape: [], values: Uint8Array.of(128) }
/** A row of zeros, such as padding, is divided by something too. */
const LEAST_SCALE = floatScalar('bytes/least', 1e-12)
const ONE = floatScalar('bytes/one', 1)
const LAST_AXIS: Initialiser = {
  name: 'bytes/last_axis',
  dtype: 'int64',
  shape: [1],
  values: BigInt64Array.of(-1n),
}
const CONSTANTS = [LARGEST_VALUE, ZERO, LEAST_SCALE, ONE, LAST_AXIS]

/**
 * The model with its products X W + b over stored weights in bytes. Row i of X is rounded to bytes by a scale s_i of its
 * own in that very run, column j of W by s_j, and (X W)_ij ≈ s_i s_j Σ_k x̂_ik ŵ_kj. No row knows of another, so the
 * scores of a post do not depend on the posts beside it. For the CPU: the product of bytes is onnxruntime's own operator.
 */
export function withByteProducts(model: OnnxModel): OnnxModel {
  const weights = new Map(model.initialisers.map((tensor) => [tensor.name, tensor]))
  const bytes = new Map<string, readonly [Initialiser, Initialiser]>()
  const rounded = new Set<string>()
  const nodes = model.nodes.flatMap((node): OnnxNode[] => {
    const [x = '', name = '', bias] = node.inputs
    const known = node.op === 'Gemm' ? (bytes.get(name) ?? bytesOf(weights.get(name), node)) : null
    if (known === null) return [node]
    bytes.set(name, known)
    const rounding = rounded.has(x) ? [] : roundingNodes(x)
    rounded.add(x)
    return [...rounding, ...productNodes(x, name, bias, node.outputs[0] ?? '')]
  })
  const used = new Set(nodes.flatMap(({ inputs }) => inputs))
  const initialisers = [...model.initialisers, ...CONSTANTS].filter(({ name }) => used.has(name))
  return { ...model, nodes, initialisers: [...initialisers, ...[...bytes.values()].flat()] }
}

/** Rounded once for the graphs of all lengths. */
const roundedWeights = new WeakMap<Float32Array, ReturnType<typeof quantise>>()

/** Bytes and scales of a stored weight; null where the product had better stay as it is. */
function bytesOf(
  weight: Initialiser | undefined,
  { attributes }: OnnxNode,
): readonly [Initialiser, Initialiser] | null {
  if (weight === undefined || !(weight.values instanceof Float32Array)) return null
  const { name, shape, values } = weight
  const [rows = 0, columns = 0] = shape
  if (columns < LEAST_COLUMNS || attributes.transA !== 0 || attributes.transB !== 0) return null
  const matrix = roundedWeights.get(values) ?? quantise(values, [rows, columns], 'column', LARGEST_WEIGHT)
  roundedWeights.set(values, matrix)
  const { bytes, scales } = matrix
  return [
    { name: `${name}/bytes`, dtype: 'int8', shape, values: bytes.data as Int8Array },
    { name: `${name}/scales`, dtype: 'float32', shape: [columns], values: scales.data as Float32Array },
  ]
}

/** Outputs `x/bytes` [rows, in] and `x/scale` [rows, 1]. */
function roundingNodes(x: string): OnnxNode[] {
  return [
    node('Abs', [x], `${x}/magnitudes`),
    node('ReduceMax', [`${x}/magnitudes`, LAST_AXIS.name], `${x}/largest`, { keepdims: 1 }),
    node('Div', [`${x}/largest`, LARGEST_VALUE.name], `${x}/unit`),
    node('Max', [`${x}/unit`, LEAST_SCALE.name], `${x}/scale`),
    node('Squeeze', [`${x}/scale`, LAST_AXIS.name], `${x}/scales`),
    node('Shape', [`${x}/scales`], `${x}/rows`),
    node('Expand', [ZERO.name, `${x}/rows`], `${x}/zeros`),
    node('QuantizeLinear', [x, `${x}/scales`, `${x}/zeros`], `${x}/bytes`, { axis: 0 }),
  ]
}

function productNodes(x: string, weight: string, bias: string | undefined, output: string): OnnxNode[] {
  const product = bias === undefined ? output : `${output}/product`
  const nodes: OnnxNode[] = [
    {
      ...node(
        'MatMulIntegerToFloat',
        [`${x}/bytes`, `${weight}/bytes`, ONE.name, `${weight}/scales`, ZERO.name],
        `${output}/units`,
      ),
      domain: ORT_DOMAIN,
    },
    node('Mul', [`${output}/units`, `${x}/scale`], product),
  ]
  return bias === undefined ? nodes : [...nodes, node('Add', [product, bias], output)]
}

function node(
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: OnnxNode['attributes'] = {},
): OnnxNode {
  return { op, inputs, outputs: [output], attributes }
}

function floatScalar(name: string, value: number): Initialiser {
  return { name, dtype: 'float32', shape: [], values: Float32Array.of(value) }
}
