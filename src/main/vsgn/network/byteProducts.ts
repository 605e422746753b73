import type { Initialiser, OnnxModel, OnnxNode } from '../../onnx/onnxModel.ts'
import { TYPE_CODES } from '../../onnx/onnxModel.ts'
import { quantise } from '../quantise.ts'

/** How the matrix products of a serving graph are computed. */
export type Precision = 'float32' | 'int8'

/**
 * Weights take seven bits: without the byte instructions of newer processors two products of eight bits are added up in
 * sixteen, where 2 · 255 · 63 still fits. So a model says the same on every processor.
 */
const LARGEST_WEIGHT = 63
/** Products with fewer columns (gates, label scores) cost little, and scores should not be rounded. */
const LEAST_COLUMNS = 32

/**
 * The model with its products X W + b over stored weights in bytes: X is rounded to bytes by the range of its values in
 * that very run, W by the range of each column, X W ≈ s_x s_w (X̂ − z) Ŵ. onnxruntime fuses this to one kernel on the CPU.
 * As the range is that of the whole batch, the scores of a post depend a little on the posts beside it: packs are not
 * served like this.
 */
export function withByteProducts(model: OnnxModel): OnnxModel {
  const weights = new Map(model.initialisers.map((tensor) => [tensor.name, tensor]))
  const rounded = new Map<string, readonly [Initialiser, Initialiser]>()
  const quantised = new Set<string>()
  const nodes = model.nodes.flatMap((node): OnnxNode[] => {
    const [x = '', name = '', bias] = node.inputs
    const bytes = node.op === 'Gemm' ? (rounded.get(name) ?? bytesOf(weights.get(name), node)) : null
    if (bytes === null) return [node]
    rounded.set(name, bytes)
    const rounding = quantised.has(x) ? [] : [quantiseNode(x)]
    quantised.add(x)
    return [...rounding, ...productNodes(x, name, bias, node.outputs[0] ?? '')]
  })
  const used = new Set(nodes.flatMap(({ inputs }) => inputs))
  const kept = model.initialisers.filter((tensor) => used.has(tensor.name))
  return { ...model, nodes, initialisers: [...kept, ...[...rounded.values()].flat()] }
}

/** Bytes and scales of a stored weight; null where the product had better stay as it is. */
function bytesOf(
  weight: Initialiser | undefined,
  { attributes }: OnnxNode,
): readonly [Initialiser, Initialiser] | null {
  if (weight === undefined || !(weight.values instanceof Float32Array)) return null
  const { name, shape, values } = weight
  const [rows = 0, columns = 0] = shape
  if (columns < LEAST_COLUMNS || attributes.transA !== 0 || attributes.transB !== 0) return null
  const { bytes, scales } = quantise(values, [rows, columns], 'column', LARGEST_WEIGHT)
  return [
    { name: `${name}/bytes`, dtype: 'int8', shape, values: bytes.data as Int8Array },
    { name: `${name}/scales`, dtype: 'float32', shape: [columns], values: scales.data as Float32Array },
  ]
}

/** Outputs `x/bytes`, `x/scale` and `x/zero`. */
function quantiseNode(x: string): OnnxNode {
  const outputs = [`${x}/bytes`, `${x}/scale`, `${x}/zero`]
  return { op: 'DynamicQuantizeLinear', inputs: [x], outputs, attributes: {} }
}

function productNodes(x: string, weight: string, bias: string | undefined, output: string): OnnxNode[] {
  const node = (op: string, inputs: readonly string[], name: string, attributes = {}): OnnxNode => ({
    op,
    inputs,
    outputs: [name],
    attributes,
  })
  const product = bias === undefined ? output : `${output}/product`
  const nodes = [
    node('MatMulInteger', [`${x}/bytes`, `${weight}/bytes`, `${x}/zero`], `${output}/sums`),
    node('Cast', [`${output}/sums`], `${output}/floats`, { to: TYPE_CODES.float32 }),
    node('Mul', [`${x}/scale`, `${weight}/scales`], `${output}/scales`),
    node('Mul', [`${output}/floats`, `${output}/scales`], product),
  ]
  return bias === undefined ? nodes : [...nodes, node('Add', [product, bias], output)]
}
