import type { Attribute } from '../onnxModel.ts'
import type { GraphTensor, GraphWriter } from './graphWriter.ts'
import { permuted, TO_CHANNELS_FIRST, TO_CHANNELS_LAST } from './graphWriter.ts'
import type { TfjsNode } from './tfjsModel.ts'
import { attributes } from './tfjsModel.ts'

/** What an operator may ask for while it is converted. */
export interface OpContext {
  readonly node: TfjsNode
  readonly writer: GraphWriter
  /** Values that come in, and how many there are. */
  readonly inputs: readonly GraphTensor[]
  /** The integers of an input that is known now. Throws where it depends on the picture. */
  readonly integers: (input: number) => number[]
}

/** Adds the ONNX nodes of one TensorFlow node; one value for each of its outputs. */
export type OpConversion = (context: OpContext) => GraphTensor[]

const inPlainOrder = (shape: readonly number[], plain: string): GraphTensor[] => [
  { shape, weight: null, plain, channelsFirst: null },
]
const inChannelsFirst = (shape: readonly number[], channelsFirst: string): GraphTensor[] => [
  { shape, weight: null, plain: null, channelsFirst },
]

/** True where the value so far exists with its channels first alone. */
const isChannelsFirst = ({ plain, weight }: GraphTensor): boolean => plain === null && weight === null

/** An operator that treats every position alike runs in whichever order its inputs are in. */
function elementwise(op: string, more: Readonly<Record<string, Attribute>> = {}): OpConversion {
  return ({ writer, inputs }) => {
    const shape = inputs.reduce<readonly number[]>(
      (widest, input) =>
        input.weight === null || widest.length === 0 ? longer(widest, input.shape) : widest,
      [],
    )
    const first = inputs.some(isChannelsFirst)
    const names = inputs.map((input) => (first ? writer.channelsFirst(input) : writer.plain(input)))
    const value = writer.emit(op, names, more)
    return first ? inChannelsFirst(shape, value) : inPlainOrder(shape, value)
  }
}

const longer = (a: readonly number[], b: readonly number[]): readonly number[] =>
  b.length > a.length ? b : a

const window = (node: TfjsNode, name: string, fallback?: number[]): [number, number] => {
  const values = attributes.integers(node, name)
  const [, height, width] = values.length === 4 ? values : (fallback ?? values)
  if (height === undefined || width === undefined) throw new Error(`"${node.name}" has no ${name}`)
  return [height, width]
}

/** Padding of a window, and the height and width that it leaves. */
function padding(
  node: TfjsNode,
  [, height = 0, width = 0]: readonly number[],
  reach: readonly [number, number],
  strides: readonly [number, number],
): { readonly auto: string; readonly size: readonly [number, number] } {
  const kind = attributes.text(node, 'padding', 'VALID')
  if (kind === 'SAME')
    return { auto: 'SAME_UPPER', size: [Math.ceil(height / strides[0]), Math.ceil(width / strides[1])] }
  if (kind !== 'VALID') throw new Error(`"${node.name}" has padding ${kind}, which is not supported`)
  const left = (size: number, axis: 0 | 1): number => Math.floor((size - reach[axis]) / strides[axis]) + 1
  return { auto: 'VALID', size: [left(height, 0), left(width, 1)] }
}

/** 2-D convolution, one filter for all channels or (`depthwise`) one for each, with bias and activation if fused. */
function convolution(depthwise: boolean): OpConversion {
  return ({ node, writer, inputs }) => {
    const [picture, filter, bias] = inputs as [GraphTensor, GraphTensor, GraphTensor?]
    if (filter.weight === null || attributes.text(node, 'data_format', 'NHWC') !== 'NHWC')
      throw new Error(`"${node.name}" is no convolution of constant filters over channels-last pictures`)
    const [kernelHeight, kernelWidth, channels, filters] = filter.shape as [number, number, number, number]
    const strides = window(node, 'strides')
    const dilations = window(node, 'dilations', [1, 1, 1, 1])
    const reach = [(kernelHeight - 1) * dilations[0] + 1, (kernelWidth - 1) * dilations[1] + 1] as const
    const { auto, size } = padding(node, picture.shape, reach, strides)
    const out = depthwise ? channels * filters : filters
    const weight = permuted(filter.weight, depthwise ? [2, 3, 0, 1] : [3, 2, 0, 1])
    const shape = depthwise ? [out, 1, kernelHeight, kernelWidth] : weight.shape
    const [fused, ...more] = attributes.texts(node, 'fused_ops')
    if (fused !== undefined && fused !== 'BiasAdd')
      throw new Error(`"${node.name}" is fused with ${fused}, which is not supported`)
    const names = [writer.channelsFirst(picture), writer.weight({ ...weight, shape })]
    if (fused === 'BiasAdd') names.push(writer.plain(bias as GraphTensor))
    const value = writer.emit('Conv', names, {
      kernel_shape: [kernelHeight, kernelWidth],
      strides,
      dilations,
      group: depthwise ? channels : 1,
      auto_pad: auto,
    })
    const result = more.reduce((name, op) => activation(writer, node, op, name), value)
    return inChannelsFirst([picture.shape[0] as number, ...size, out], result)
  }
}

function activation(writer: GraphWriter, node: TfjsNode, op: string, value: string): string {
  if (op === 'Relu') return writer.emit('Relu', [value])
  if (op === 'Relu6') return writer.emit('Clip', [value, writer.scalar(0), writer.scalar(6)])
  throw new Error(`"${node.name}" is fused with ${op}, which is not supported`)
}

const maxPool: OpConversion = ({ node, writer, inputs }) => {
  const [picture] = inputs as [GraphTensor]
  const kernel = window(node, 'ksize')
  const strides = window(node, 'strides')
  const { auto, size } = padding(node, picture.shape, kernel, strides)
  const [batch, , , channels] = picture.shape as [number, number, number, number]
  const names = [writer.channelsFirst(picture)]
  const value = writer.emit('MaxPool', names, { kernel_shape: kernel, strides, auto_pad: auto })
  return inChannelsFirst([batch, ...size, channels], value)
}

/** Pads with zeros, or with the third input. */
const pad: OpConversion = ({ writer, inputs, integers }) => {
  const [tensor, , filler] = inputs as [GraphTensor, GraphTensor, GraphTensor?]
  const pairs = integers(1)
  const before = tensor.shape.map((_, axis) => pairs[2 * axis] ?? 0)
  const after = tensor.shape.map((_, axis) => pairs[2 * axis + 1] ?? 0)
  const first = isChannelsFirst(tensor)
  const ordered = (values: number[]): number[] =>
    first ? TO_CHANNELS_FIRST.map((axis) => values[axis] as number) : values
  const name = first ? writer.channelsFirst(tensor) : writer.plain(tensor)
  const filling = filler === undefined ? writer.scalar(0) : writer.plain(filler)
  const value = writer.emit('Pad', [name, writer.integers([...ordered(before), ...ordered(after)]), filling])
  const shape = tensor.shape.map((size, axis) => size + (before[axis] as number) + (after[axis] as number))
  return first ? inChannelsFirst(shape, value) : inPlainOrder(shape, value)
}

/** A transpose between the two orders costs nothing: the value is there already. */
const transpose: OpConversion = ({ writer, inputs, integers }) => {
  const [tensor] = inputs as [GraphTensor]
  const order = integers(1)
  const shape = order.map((axis) => tensor.shape[axis] as number)
  if (order.join() === TO_CHANNELS_LAST.join() && tensor.plain !== null)
    return inChannelsFirst(shape, tensor.plain)
  if (order.join() === TO_CHANNELS_FIRST.join() && tensor.channelsFirst !== null)
    return inPlainOrder(shape, tensor.channelsFirst)
  return inPlainOrder(shape, writer.emit('Transpose', [writer.plain(tensor)], { perm: order }))
}

/** Where an axis of TensorFlow lies once the channels are first. */
const axisIn = (axis: number, rank: number, first: boolean): number => {
  const counted = axis < 0 ? axis + rank : axis
  return first ? TO_CHANNELS_FIRST.indexOf(counted) : counted
}

const concat: OpConversion = ({ writer, inputs, integers }) => {
  const tensors = inputs.slice(0, -1)
  const rank = tensors[0]?.shape.length ?? 0
  const axis = axisIn(integers(inputs.length - 1)[0] as number, rank, false)
  const first = rank === 4 && tensors.every(isChannelsFirst)
  const names = tensors.map((tensor) => (first ? writer.channelsFirst(tensor) : writer.plain(tensor)))
  const value = writer.emit('Concat', names, { axis: axisIn(axis, rank, first) })
  const shape = [...(tensors[0]?.shape ?? [])]
  shape[axis] = tensors.reduce((sum, tensor) => sum + (tensor.shape[axis] as number), 0)
  return first ? inChannelsFirst(shape, value) : inPlainOrder(shape, value)
}

const split: OpConversion = ({ writer, inputs, integers }) => {
  const [tensor] = inputs as [GraphTensor]
  const sizes = integers(1)
  const rank = tensor.shape.length
  const axis = axisIn(integers(2)[0] as number, rank, false)
  const first = isChannelsFirst(tensor)
  const name = first ? writer.channelsFirst(tensor) : writer.plain(tensor)
  const lengths = writer.integers(sizes)
  const values = writer.emitMany('Split', [name, lengths], { axis: axisIn(axis, rank, first) }, sizes.length)
  return values.flatMap((value, index) => {
    const shape = tensor.shape.with(axis, sizes[index] as number)
    return first ? inChannelsFirst(shape, value) : inPlainOrder(shape, value)
  })
}

const resize: OpConversion = ({ node, writer, inputs, integers }) => {
  const [picture] = inputs as [GraphTensor]
  const size = integers(1)
  const [batch, , , channels] = picture.shape as [number, number, number, number]
  const corners = attributes.flag(node, 'align_corners')
  const centres = attributes.flag(node, 'half_pixel_centers')
  const names = [writer.channelsFirst(picture), '', '', writer.integers([batch, channels, ...size])]
  const value = writer.emit('Resize', names, {
    mode: 'linear',
    coordinate_transformation_mode: corners ? 'align_corners' : centres ? 'half_pixel' : 'asymmetric',
  })
  return inChannelsFirst([batch, ...size, channels], value)
}

const reshape: OpConversion = ({ writer, inputs, integers }) => {
  const [tensor] = inputs as [GraphTensor]
  const wanted = integers(1)
  const total = tensor.shape.reduce((product, size) => product * size, 1)
  const known = wanted.reduce((product, size) => (size === -1 ? product : product * size), 1)
  const shape = wanted.map((size) => (size === -1 ? total / known : size))
  return inPlainOrder(shape, writer.emit('Reshape', [writer.plain(tensor), writer.integers(shape)]))
}

const leakyRelu: OpConversion = (context) =>
  elementwise('LeakyRelu', { alpha: { float: attributes.real(context.node, 'alpha', 0.2) } })(context)

/** Every operator that the detectors use; another one is an error that names it. */
export const OPS: Readonly<Record<string, OpConversion>> = {
  Identity: ({ inputs }) => [inputs[0] as GraphTensor],
  Add: elementwise('Add'),
  AddV2: elementwise('Add'),
  Mul: elementwise('Mul'),
  Relu: elementwise('Relu'),
  Sigmoid: elementwise('Sigmoid'),
  LeakyRelu: leakyRelu,
  Conv2D: convolution(false),
  _FusedConv2D: convolution(false),
  DepthwiseConv2dNative: convolution(true),
  MaxPool: maxPool,
  Pad: pad,
  PadV2: pad,
  Transpose: transpose,
  ConcatV2: concat,
  SplitV: split,
  ResizeBilinear: resize,
  Reshape: reshape,
}
