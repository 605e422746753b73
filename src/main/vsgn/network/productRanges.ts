import type { OnnxModel, OnnxNode } from '../../onnx/onnxModel.ts'
import type { TensorData } from '../../onnx/ortSession.ts'
import type { ProductRanges } from './byteProducts.ts'
import { byteWeight } from './byteProducts.ts'
import type { Bucket } from './inputs.ts'

/** What a graph reads: without a caption or a picture, its vectors run through other values than with one. */
export const GRAPH_INPUTS = ['text', 'text+caption', 'text+picture', 'text+caption+picture'] as const
export type GraphInputs = (typeof GRAPH_INPUTS)[number]

/** The ranges of each kind of graph that was measured. */
export type RangesOfGraphs = Readonly<Partial<Record<GraphInputs, ProductRanges>>>

export function graphInputs({ captionWords, pictures }: Bucket): GraphInputs {
  if (captionWords === 0) return pictures ? 'text+picture' : 'text'
  return pictures ? 'text+caption+picture' : 'text+caption'
}

const OUTPUT = 'range/'
/** Digits of a range that are kept. */
const DIGITS = 4

/** The model with the ranges of its products as further outputs; weights may be inside or fed. */
export function withMeasuredRanges(model: OnnxModel): OnnxModel {
  const weights = new Map([...model.initialisers, ...model.inputs].map((tensor) => [tensor.name, tensor]))
  const measuring = model.nodes.flatMap((node, index): OnnxNode[] => {
    const weight = byteWeight(node, weights)
    if (weight === null) return []
    const magnitudes = `magnitudes/${index}`
    const output = `${OUTPUT}${index}/${weight.name}`
    return [
      { op: 'Abs', inputs: [node.inputs[0] ?? ''], outputs: [magnitudes], attributes: {} },
      { op: 'ReduceMax', inputs: [magnitudes], outputs: [output], attributes: { keepdims: 0 } },
    ]
  })
  const outputs = measuring
    .flatMap((node) => node.outputs)
    .filter((name) => name.startsWith(OUTPUT))
    .map((name) => ({ name, dtype: 'float32' as const, shape: [] }))
  return { ...model, nodes: [...model.nodes, ...measuring], outputs: [...model.outputs, ...outputs] }
}

/** The largest of what was measured in the runs of graphs. */
export class RangeTally {
  readonly #largest = new Map<GraphInputs, Map<string, number>>()

  /** Takes the outputs of a graph of `withMeasuredRanges`. */
  add(bucket: Bucket, outputs: Readonly<Record<string, TensorData>>): void {
    const kind = graphInputs(bucket)
    const largest = this.#largest.get(kind) ?? new Map<string, number>()
    this.#largest.set(kind, largest)
    for (const [name, { values }] of Object.entries(outputs)) {
      if (!name.startsWith(OUTPUT)) continue
      const weight = name.slice(name.indexOf('/', OUTPUT.length) + 1)
      largest.set(weight, Math.max(largest.get(weight) ?? 0, Number(values[0])))
    }
  }

  /** Of every kind of graph that ran. One with a caption or a picture also reads posts that have none beside those that do. */
  get ranges(): RangesOfGraphs {
    const kinds = GRAPH_INPUTS.filter((kind) => this.#largest.has(kind))
    return Object.fromEntries(kinds.map((kind) => [kind, this.#rangesOf(kind)]))
  }

  #rangesOf(kind: GraphInputs): ProductRanges {
    const parts = kind.split('+')
    const lesser = [...this.#largest].filter(([other]) =>
      other.split('+').every((part) => parts.includes(part)),
    )
    const ranges: Record<string, number> = {}
    for (const weight of this.#largest.get(kind)?.keys() ?? []) {
      const found = lesser.map(([, largest]) => largest.get(weight) ?? 0)
      ranges[weight] = Number(Math.max(...found).toPrecision(DIGITS))
    }
    return ranges
  }
}
