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

/** By the name of a stored weight W the largest magnitude in X, of all its products X W. */
export type ProductRanges = Readonly<Record<string, number>>

/** The byte of a zero. */
const ZERO: Initialiser = { name: 'bytes/zero', dtype: 'uint8', shape: [], values: Uint8Array.of(128) }
const LARGEST_VALUE = 127

/**
 * The model with its products X W + b over stored weights in bytes, where it is known how large X gets: the values of X
 * become the bytes 128 + x / s with s = range / 127, those of column j of W bytes by a scale s_j of its own, and
 * (X W)_ij ≈ s s_j Σ_k x̂_ik ŵ_kj. Nothing of it depends on the batch, so the scores of a post do not depend on the posts
 * beside it. Products whose range is not known, or is zero, stay as they are. For the CPU: the product of bytes is
 * onnxruntime's own operator.
 */
export function withByteProducts(model: OnnxModel, ranges: ProductRanges): OnnxModel {
  const weights = new Map(model.initialisers.map((tensor) => [tensor.name, tensor]))
  const bytes = new Map<string, readonly [Initialiser, Initialiser]>()
  const scales = new Map<string, Initialiser>()
  const rounded = new Set<string>()
  const nodes = model.nodes.flatMap((node): OnnxNode[] => {
    const [x = '', name = '', bias = ''] = node.inputs
    const weight = byteWeight(node, weights)
    const range = ranges[name] ?? 0
    if (weight === null || range === 0) return [node]
    bytes.set(name, bytes.get(name) ?? bytesOf(weight))
    const scale = floatScalar(`bytes/scale/${range}`, range / LARGEST_VALUE)
    scales.set(scale.name, scale)
    const values = `${x}/bytes/${range}`
    const rounding = rounded.has(values)
      ? []
      : [{ op: 'QuantizeLinear', inputs: [x, scale.name, ZERO.name], outputs: [values], attributes: {} }]
    rounded.add(values)
    const factors = [values, `${name}/bytes`, scale.name, `${name}/scales`, ZERO.name, '', bias]
    return [
      ...rounding,
      { ...node, op: 'MatMulIntegerToFloat', domain: ORT_DOMAIN, inputs: factors, attributes: {} },
    ]
  })
  const used = new Set(nodes.flatMap(({ inputs }) => inputs))
  const initialisers = [...model.initialisers, ZERO].filter(({ name }) => used.has(name))
  return {
    ...model,
    nodes,
    initialisers: [...initialisers, ...scales.values(), ...[...bytes.values()].flat()],
  }
}

/** A stored weight, or an input that takes one. */
interface NamedMatrix {
  readonly name: string
  readonly dtype: string
  readonly shape: readonly number[]
}

/** The weight that a product is over; null where the product had better stay in floats. */
export function byteWeight<Matrix extends NamedMatrix>(
  { op, inputs: [, name = ''], attributes }: OnnxNode,
  weights: ReadonlyMap<string, Matrix>,
): Matrix | null {
  const weight = weights.get(name)
  if (op !== 'Gemm' || weight?.dtype !== 'float32') return null
  const isWide = (weight.shape[1] ?? 0) >= LEAST_COLUMNS
  return isWide && attributes.transA === 0 && attributes.transB === 0 ? weight : null
}

/** Rounded once for the graphs of all lengths. */
const roundedWeights = new WeakMap<Float32Array, ReturnType<typeof quantise>>()

function bytesOf({ name, values, shape }: Initialiser): readonly [Initialiser, Initialiser] {
  const [rows = 0, columns = 0] = shape
  const floats = values as Float32Array
  const matrix = roundedWeights.get(floats) ?? quantise(floats, [rows, columns], 'column', LARGEST_WEIGHT)
  roundedWeights.set(floats, matrix)
  const { bytes, scales } = matrix
  return [
    { name: `${name}/bytes`, dtype: 'int8', shape, values: bytes.data as Int8Array },
    { name: `${name}/scales`, dtype: 'float32', shape: [columns], values: scales.data as Float32Array },
  ]
}

function floatScalar(name: string, value: number): Initialiser {
  return { name, dtype: 'float32', shape: [], values: Float32Array.of(value) }
}
