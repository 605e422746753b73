import type { NamedTensorType, OnnxModel } from '../onnxModel.ts'
import type { GraphTensor } from './graphWriter.ts'
import { GraphWriter } from './graphWriter.ts'
import type { TfjsModel, TfjsNode } from './tfjsModel.ts'
import { attributes, integersOf } from './tfjsModel.ts'
import { OPS } from './tfjsOps.ts'

export interface ConversionOptions {
  readonly name: string
  /** Inner values that become outputs too, by node name, and the names they get. */
  readonly more?: Readonly<Record<string, string>>
}

/**
 * Converts a TensorFlow.js graph model of fixed input size to ONNX. Inputs and outputs keep their names, order of axes
 * and shapes. Throws for an operator that is not known, naming it and its node.
 */
export function convertTfjs(model: TfjsModel, { name, more = {} }: ConversionOptions): OnnxModel {
  const conversion = new Conversion(model)
  const wanted = new Map([
    ...model.outputs.map((output) => [output, output] as const),
    ...Object.entries(more),
  ])
  const outputs = [...wanted].map(([node, output]) => conversion.output(node, output))
  const { nodes, initialisers } = conversion.writer
  return { name, inputs: conversion.inputs, outputs, initialisers, nodes }
}

class Conversion {
  readonly writer = new GraphWriter()
  readonly inputs: NamedTensorType[] = []
  readonly #model: TfjsModel
  /** Values by `node` or `node:output`. */
  readonly #tensors = new Map<string, GraphTensor>()
  readonly #integers = new Map<string, number[] | null>()

  constructor(model: TfjsModel) {
    this.#model = model
  }

  output(node: string, name: string): NamedTensorType {
    const tensor = this.#tensor(node)
    const plain = this.writer.plain(tensor)
    this.writer.nodes.push({ op: 'Identity', inputs: [plain], outputs: [name], attributes: {} })
    return { name, dtype: 'float32', shape: tensor.shape }
  }

  #tensor(reference: string): GraphTensor {
    const key = reference.replace(/:0$/u, '')
    const known = this.#tensors.get(key)
    if (known !== undefined) return known
    const [name = key] = key.split(':')
    const node = this.#model.nodes.get(name)
    if (node === undefined) throw new Error(`the graph has no node "${name}"`)
    for (const [output, tensor] of this.#convert(node).entries())
      this.#tensors.set(output === 0 ? name : `${name}:${output}`, tensor)
    const made = this.#tensors.get(key)
    if (made === undefined) throw new Error(`the node "${name}" has no output "${key}"`)
    return made
  }

  #convert(node: TfjsNode): GraphTensor[] {
    if (node.op === 'Const') return [this.#weight(node)]
    if (node.op === 'Placeholder') return [this.#input(node)]
    if (this.#folded(node.name) !== null) return [KNOWN_NOW]
    const convert = OPS[node.op]
    if (convert === undefined) throw new Error(`the operator ${node.op} of "${node.name}" is not supported`)
    const sources = dataInputs(node)
    return convert({
      node,
      writer: this.writer,
      inputs: sources.map((source) => this.#tensor(source)),
      integers: (input) => {
        const values = this.#folded(sources[input] ?? '')
        if (values === null) throw new Error(`input ${input} of "${node.name}" is not constant`)
        return values
      },
    })
  }

  #input(node: TfjsNode): GraphTensor {
    const shape = attributes.shape(node).map((size) => Math.max(1, size))
    this.inputs.push({ name: node.name, dtype: 'float32', shape })
    return { shape, weight: null, plain: node.name, channelsFirst: null }
  }

  #weight({ name }: TfjsNode): GraphTensor {
    const weight = this.#model.weights.get(name)
    if (weight === undefined) throw new Error(`the constant "${name}" has no weight`)
    return { shape: weight.shape, weight, plain: null, channelsFirst: null }
  }

  /** Integers that follow from constants alone: sizes and paddings, which converters leave half computed. */
  #folded(reference: string): number[] | null {
    const name = reference.replace(/:0$/u, '')
    const known = this.#integers.get(name)
    if (known !== undefined) return known
    const node = this.#model.nodes.get(name)
    const values = node === undefined ? null : this.#fold(node)
    this.#integers.set(name, values)
    return values
  }

  #fold(node: TfjsNode): number[] | null {
    if (node.op === 'Const') {
      const weight = this.#model.weights.get(node.name)
      return weight?.type === 'int32' ? integersOf(weight) : null
    }
    const values = dataInputs(node).map((input) => this.#folded(input))
    if (values.length === 0 || values.some((value) => value === null)) return null
    const [first = [], second = [], third = [], fourth = []] = values as number[][]
    if (node.op === 'Identity') return first
    if (node.op === 'AddV2' || node.op === 'Add') return added(first, second)
    return node.op === 'SparseToDense' ? dense(first, second, third, fourth) : null
  }
}

/** Stands for a value that is folded away; nothing may compute with it. */
const KNOWN_NOW: GraphTensor = {
  shape: [],
  weight: { shape: [], type: 'int32', bytes: new Uint8Array(4) },
  plain: null,
  channelsFirst: null,
}

/** A list of the given length with `values` at `indexes` and `rest` everywhere else. */
function dense(
  indexes: readonly number[],
  [length = 0]: readonly number[],
  values: readonly number[],
  [rest = 0]: readonly number[],
): number[] {
  const list = new Array<number>(length).fill(rest)
  for (const [at, index] of indexes.entries()) list[index] = values[values.length === 1 ? 0 : at] as number
  return list
}

function added(a: readonly number[], b: readonly number[]): number[] {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a]
  return long.map((value, index) => value + (short[short.length === 1 ? 0 : index] as number))
}

/** Without the edges that only order execution. */
function dataInputs({ input = [] }: TfjsNode): string[] {
  return input.filter((name) => !name.startsWith('^'))
}
