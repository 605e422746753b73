import type { Attribute, Initialiser, OnnxNode } from '../onnxModel.ts'
import type { TfjsWeight } from './tfjsModel.ts'

/**
 * A value of the graph. TensorFlow.js keeps pictures channels last, ONNX computes on channels first: each value exists
 * in the order it was made in, and in the other once somebody asks, so that chains of one order carry no transposes.
 */
export interface GraphTensor {
  /** In the order of TensorFlow. */
  readonly shape: readonly number[]
  /** Set for weights, which are written where they are used and in the order they are used in. */
  readonly weight: TfjsWeight | null
  /** Name of the value in the order of TensorFlow, and channels first; null: not made yet. */
  plain: string | null
  channelsFirst: string | null
}

/** From channels last to channels first, and back. */
export const TO_CHANNELS_FIRST: readonly number[] = [0, 3, 1, 2]
export const TO_CHANNELS_LAST: readonly number[] = [0, 2, 3, 1]

/** Smaller float16 weights are widened: a Cast node would cost more than it saves. */
const LEAST_KEPT_HALF = 64

/** Collects the nodes and initialisers of an ONNX graph. The same calls give the same bytes. */
export class GraphWriter {
  readonly nodes: OnnxNode[] = []
  readonly initialisers: Initialiser[] = []
  #count = 0

  /** Adds a node with one output and gives its name. */
  emit(op: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    const [output] = this.emitMany(op, inputs, attributes, 1)
    return output as string
  }

  emitMany(
    op: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>>,
    count: number,
  ): string[] {
    const outputs = Array.from({ length: count }, () => this.#name(op))
    this.nodes.push({ op, inputs, outputs, attributes })
    return outputs
  }

  integers(values: readonly number[]): string {
    const name = this.#name('integers')
    this.initialisers.push({
      name,
      dtype: 'int64',
      shape: [values.length],
      values: BigInt64Array.from(values, BigInt),
    })
    return name
  }

  scalar(value: number): string {
    const name = this.#name('scalar')
    this.initialisers.push({ name, dtype: 'float32', shape: [], values: Float32Array.of(value) })
    return name
  }

  /** A weight as float32; float16 is kept as it is stored and widened when the graph is loaded. */
  weight({ shape, type, bytes }: TfjsWeight): string {
    const name = this.#name('weight')
    if (type === 'int32') throw new Error('integer weights are read while converting, not written')
    const { buffer } = bytes.slice()
    if (type === 'float32') {
      this.initialisers.push({ name, dtype: 'float32', shape, values: new Float32Array(buffer) })
      return name
    }
    const halves = new Uint16Array(buffer)
    if (halves.length < LEAST_KEPT_HALF) {
      this.initialisers.push({ name, dtype: 'float32', shape, values: Float32Array.from(halves, widened) })
      return name
    }
    this.initialisers.push({ name, dtype: 'float16', shape, values: halves })
    return this.emit('Cast', [name], { to: 1 })
  }

  plain(tensor: GraphTensor): string {
    if (tensor.plain !== null) return tensor.plain
    tensor.plain =
      tensor.weight === null
        ? this.emit('Transpose', [tensor.channelsFirst as string], { perm: TO_CHANNELS_LAST })
        : this.weight(tensor.weight)
    return tensor.plain
  }

  channelsFirst(tensor: GraphTensor): string {
    if (tensor.channelsFirst !== null) return tensor.channelsFirst
    tensor.channelsFirst =
      tensor.weight === null
        ? this.emit('Transpose', [tensor.plain as string], { perm: TO_CHANNELS_FIRST })
        : this.weight(weightChannelsFirst(tensor.weight))
    return tensor.channelsFirst
  }

  #name(hint: string): string {
    return `${hint}_${this.#count++}`
  }
}

/** A weight that is broadcast against pictures, with its channels where ONNX has them. */
function weightChannelsFirst(weight: TfjsWeight): TfjsWeight {
  const { shape } = weight
  if (shape.every((size) => size === 1)) return { ...weight, shape: [] }
  if (shape.length === 1) return { ...weight, shape: [shape[0] as number, 1, 1] }
  if (shape.length === 3) return permuted(weight, [2, 0, 1])
  if (shape.length === 4) return permuted(weight, TO_CHANNELS_FIRST)
  throw new Error(`a weight of shape [${shape.join()}] has no channels-first form`)
}

/** The weight with its axes in another order. */
export function permuted(weight: TfjsWeight, order: readonly number[]): TfjsWeight {
  const { shape, bytes } = weight
  const count = shape.reduce((product, size) => product * size, 1)
  const width = bytes.length / count
  const steps = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1))
  const to = order.map((axis) => shape[axis] as number)
  const strides = order.map((axis) => steps[axis] as number)
  const result = new Uint8Array(bytes.length)
  const index = new Array<number>(to.length).fill(0)
  for (let at = 0, from = 0; at < count; at++) {
    for (let byte = 0; byte < width; byte++) result[at * width + byte] = bytes[from * width + byte] as number
    for (let axis = to.length - 1; axis >= 0; axis--) {
      from += strides[axis] as number
      index[axis] = (index[axis] as number) + 1
      if ((index[axis] as number) < (to[axis] as number)) break
      from -= (strides[axis] as number) * (to[axis] as number)
      index[axis] = 0
    }
  }
  return { ...weight, shape: to, bytes: result }
}

/** The value of a float16. */
export function widened(half: number): number {
  const sign = (half & 0x8000) === 0 ? 1 : -1
  const exponent = (half >> 10) & 31
  const fraction = half & 1023
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
