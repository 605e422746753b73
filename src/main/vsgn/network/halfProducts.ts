import type { Initialiser, OnnxModel, OnnxNode } from '../../onnx/onnxModel.ts'
import { TYPE_CODES } from '../../onnx/onnxModel.ts'
import { LEAST_COLUMNS } from './byteProducts.ts'

/** Rounded once for the graphs of all lengths. */
const roundedWeights = new WeakMap<Float32Array, Uint16Array>()

/**
 * The model with its products X W + b over stored weights in 16-bit floats: half the memory to read, and twice the
 * arithmetic on GPUs that have it. Everything between the products (norms, softmax, gates) stays in 32 bits.
 */
export function withHalfProducts(model: OnnxModel): OnnxModel {
  const stored = new Map(model.initialisers.map((tensor) => [tensor.name, tensor]))
  const halved = new Map<string, Initialiser>()
  const half = (name: string): boolean => {
    const tensor = stored.get(name)
    if (!(tensor?.values instanceof Float32Array)) return false
    const values =
      roundedWeights.get(tensor.values) ?? new Uint16Array(Float16Array.from(tensor.values).buffer)
    roundedWeights.set(tensor.values, values)
    halved.set(name, { name: `${name}/half`, dtype: 'float16', shape: tensor.shape, values })
    return true
  }
  const cast = new Set<string>()
  const nodes = model.nodes.flatMap((node): OnnxNode[] => {
    const [x = '', weight = '', ...bias] = node.inputs
    const output = node.outputs[0] ?? ''
    const [, columns = 0] = stored.get(weight)?.shape ?? []
    if (node.op !== 'Gemm' || columns < LEAST_COLUMNS) return [node]
    if (![weight, ...bias].every((name) => halved.has(name) || half(name))) return [node]
    const casting = cast.has(x) ? [] : [castNode(x, `${x}/half`, TYPE_CODES.float16)]
    cast.add(x)
    const inputs = [x, weight, ...bias].map((name) => `${name}/half`)
    return [
      ...casting,
      { ...node, inputs, outputs: [`${output}/half`] },
      castNode(`${output}/half`, output, TYPE_CODES.float32),
    ]
  })
  const used = new Set(nodes.flatMap(({ inputs }) => inputs))
  const initialisers = [...model.initialisers, ...halved.values()].filter(({ name }) => used.has(name))
  return { ...model, nodes, initialisers }
}

function castNode(input: string, output: string, to: number): OnnxNode {
  return { op: 'Cast', inputs: [input], outputs: [output], attributes: { to } }
}
