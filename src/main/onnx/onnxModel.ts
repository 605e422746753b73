import { ProtobufWriter } from './protobufWriter.ts'

export type DataType = 'float32' | 'int32' | 'int64' | 'bool'

/** The array that holds a tensor's values, row-major; bool is one byte a value. */
export type TensorValues = Float32Array | Int32Array | BigInt64Array | Uint8Array

/**
 * Half-precision values are only stored, as their raw 16 bits; a graph computes on what a Cast makes of them. Signed
 * bytes are the weights of integer products.
 */
type Stored =
  | { readonly dtype: DataType; readonly values: TensorValues }
  | { readonly dtype: 'int8'; readonly values: Int8Array }
  | { readonly dtype: 'uint8'; readonly values: Uint8Array }
  | { readonly dtype: 'float16'; readonly values: Uint16Array }

export interface TensorType {
  readonly dtype: DataType
  readonly shape: readonly number[]
}

export interface NamedTensorType extends TensorType {
  readonly name: string
}

export type Initialiser = Stored & { readonly name: string; readonly shape: readonly number[] }

/** ONNX tells integer from real attributes; a JavaScript number does not. */
export interface FloatAttribute {
  readonly float: number
}

export type Attribute = number | string | readonly number[] | FloatAttribute

export interface OnnxNode {
  readonly op: string
  /** Of onnxruntime's own operators; missing: ONNX's. */
  readonly domain?: typeof ORT_DOMAIN
  /** An empty name is an omitted optional input or output. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly attributes: Readonly<Record<string, Attribute>>
}

/** A graph of standard operators with static shapes: what a ModelProto says, without its wire form. */
export interface OnnxModel {
  readonly name: string
  readonly inputs: readonly NamedTensorType[]
  readonly outputs: readonly NamedTensorType[]
  readonly initialisers: readonly Initialiser[]
  /** In topological order. */
  readonly nodes: readonly OnnxNode[]
}

export const ORT_DOMAIN = 'com.microsoft'
const ORT_OPSET_VERSION = 1
const IR_VERSION = 9
const OPSET_VERSION = 20

/** TensorProto.DataType. */
export const TYPE_CODES = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10 } as const

/** Serialises a model as ONNX ModelProto (ir_version 9, opset 20). Protobuf's limit of 2 GiB applies. */
export function encodeOnnxModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const writer = new ProtobufWriter()
  writer.integer(1, IR_VERSION)
  writer.string(2, 'vsgn-workbench')
  writer.message(7, (graph) => writeGraph(graph, model))
  writer.message(8, (opset) => opset.integer(2, OPSET_VERSION))
  if (model.nodes.some(({ domain }) => domain !== undefined))
    writer.message(8, (opset) => {
      opset.string(1, ORT_DOMAIN)
      opset.integer(2, ORT_OPSET_VERSION)
    })
  return writer.finish()
}

function writeGraph(graph: ProtobufWriter, model: OnnxModel): void {
  for (const node of model.nodes) graph.message(1, (writer) => writeNode(writer, node))
  graph.string(2, model.name)
  for (const tensor of model.initialisers) graph.message(5, (writer) => writeTensor(writer, tensor))
  for (const input of model.inputs) graph.message(11, (writer) => writeValueInfo(writer, input))
  for (const output of model.outputs) graph.message(12, (writer) => writeValueInfo(writer, output))
}

function writeNode(writer: ProtobufWriter, node: OnnxNode): void {
  for (const input of node.inputs) writer.string(1, input)
  for (const output of node.outputs) writer.string(2, output)
  const firstOutput = node.outputs.find((output) => output !== '')
  writer.string(3, `${node.op}:${firstOutput ?? ''}`)
  writer.string(4, node.op)
  if (node.domain !== undefined) writer.string(7, node.domain)
  for (const [name, value] of Object.entries(node.attributes))
    writer.message(5, (attribute) => writeAttribute(attribute, name, value))
}

function writeAttribute(writer: ProtobufWriter, name: string, value: Attribute): void {
  writer.string(1, name)
  if (typeof value === 'number') {
    writer.integer(3, value)
    writer.integer(20, 2)
  } else if (typeof value === 'string') {
    writer.string(4, value)
    writer.integer(20, 3)
  } else if ('float' in value) {
    writer.float(2, value.float)
    writer.integer(20, 1)
  } else {
    writer.integers(8, value)
    writer.integer(20, 7)
  }
}

function writeTensor(writer: ProtobufWriter, tensor: Initialiser): void {
  writer.integers(1, tensor.shape)
  writer.integer(2, TYPE_CODES[tensor.dtype])
  writer.string(8, tensor.name)
  const { buffer, byteOffset, byteLength } = tensor.values
  writer.bytes(9, new Uint8Array(buffer, byteOffset, byteLength))
}

function writeValueInfo(writer: ProtobufWriter, value: NamedTensorType): void {
  writer.string(1, value.name)
  writer.message(2, (type) =>
    type.message(1, (tensor) => {
      tensor.integer(1, TYPE_CODES[value.dtype])
      tensor.message(2, (shape) => {
        for (const size of value.shape) shape.message(1, (dimension) => dimension.integer(1, size))
      })
    }),
  )
}
