/** An attribute of a TensorFlow node as JSON spells it: one key says which kind it is. */
interface TfjsAttribute {
  readonly s?: string
  readonly i?: string | number
  readonly f?: number
  readonly b?: boolean
  readonly shape?: { readonly dim?: readonly { readonly size: string | number }[] }
  readonly list?: { readonly i?: readonly (string | number)[]; readonly s?: readonly string[] }
}

export interface TfjsNode {
  readonly name: string
  readonly op: string
  /** `name` or `name:output`. */
  readonly input?: readonly string[]
  readonly attr?: Readonly<Record<string, TfjsAttribute>>
}

/** A weight as it is stored; float16 stays 16 bits wide. */
export interface TfjsWeight {
  readonly shape: readonly number[]
  readonly type: 'float32' | 'float16' | 'int32'
  readonly bytes: Uint8Array
}

/** A TensorFlow.js graph model in memory. */
export interface TfjsModel {
  readonly nodes: ReadonlyMap<string, TfjsNode>
  readonly weights: ReadonlyMap<string, TfjsWeight>
  /** Names of the output nodes, in order of name. */
  readonly outputs: readonly string[]
}

interface WeightEntry {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: string
  readonly quantization?: { readonly dtype: string }
}

interface ModelJson {
  readonly format?: string
  readonly signature?: Signature
  readonly userDefinedMetadata?: { readonly signature?: Signature }
  readonly modelTopology?: { readonly node?: readonly TfjsNode[] }
  readonly weightsManifest?: readonly { readonly paths: readonly string[]; readonly weights: WeightEntry[] }[]
}

interface Signature {
  readonly outputs?: Readonly<Record<string, { readonly name: string }>>
}

const WIDTHS = { float32: 4, float16: 2, int32: 4 } as const

/**
 * Reads `model.json` of a graph model and its weight shards, which `shard` gives by the name the manifest has for
 * them. Throws where the format is another one or the weights are not exactly the bytes of the shards.
 */
export function readTfjsModel(json: string, shard: (path: string) => Uint8Array): TfjsModel {
  const model = JSON.parse(json) as ModelJson
  const nodes = model.modelTopology?.node
  if (model.format !== 'graph-model' || nodes === undefined)
    throw new Error(`expected a TensorFlow.js graph model, found format "${model.format ?? 'none'}"`)
  const outputs = (model.signature ?? model.userDefinedMetadata?.signature)?.outputs
  if (outputs === undefined) throw new Error('the graph model has no signature that names its outputs')
  const weights = new Map<string, TfjsWeight>()
  for (const { paths, weights: entries } of model.weightsManifest ?? [])
    readShards(entries, new Uint8Array(Buffer.concat(paths.map(shard))), weights)
  return {
    nodes: new Map(nodes.map((node) => [node.name, node])),
    weights,
    outputs: Object.values(outputs)
      .map(({ name }) => name.replace(/:0$/u, ''))
      .sort(),
  }
}

function readShards(
  entries: readonly WeightEntry[],
  bytes: Uint8Array,
  weights: Map<string, TfjsWeight>,
): void {
  let offset = 0
  for (const { name, shape, dtype, quantization } of entries) {
    const type = quantization?.dtype ?? dtype
    if (!isStoredType(type)) throw new Error(`weight "${name}" is stored as ${type}, which is not supported`)
    const length = shape.reduce((product, size) => product * size, 1) * WIDTHS[type]
    weights.set(name, { shape, type, bytes: bytes.slice(offset, offset + length) })
    offset += length
  }
  if (offset !== bytes.length)
    throw new Error(`the weights take ${offset} bytes, the shards hold ${bytes.length}`)
}

function isStoredType(type: string): type is TfjsWeight['type'] {
  return Object.hasOwn(WIDTHS, type)
}

/** The values of a 32-bit integer weight. */
export function integersOf({ type, bytes }: TfjsWeight): number[] {
  if (type !== 'int32') throw new Error(`expected integers, found ${type}`)
  return [...new Int32Array(bytes.slice().buffer)]
}

/** What a node says of itself, read by kind; each falls back where the attribute is missing. */
export const attributes = {
  integers: (node: TfjsNode, name: string): number[] => (node.attr?.[name]?.list?.i ?? []).map(Number),
  texts: (node: TfjsNode, name: string): string[] => (node.attr?.[name]?.list?.s ?? []).map(decoded),
  text: (node: TfjsNode, name: string, fallback: string): string => {
    const value = node.attr?.[name]?.s
    return value === undefined ? fallback : decoded(value)
  },
  real: (node: TfjsNode, name: string, fallback: number): number => node.attr?.[name]?.f ?? fallback,
  flag: (node: TfjsNode, name: string): boolean => node.attr?.[name]?.b === true,
  shape: (node: TfjsNode): number[] => (node.attr?.shape?.shape?.dim ?? []).map(({ size }) => Number(size)),
}

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8')
}
