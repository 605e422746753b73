import type {
  Attribute,
  DataType,
  Initialiser,
  NamedTensorType,
  OnnxModel,
  OnnxNode,
  TensorType,
  TensorValues,
} from '../onnx/onnxModel.ts'

/** A value of the graph: a tensor of known type and static shape that some node computes at run time. */
export interface Var extends NamedTensorType {
  readonly graph: Graph
}

/** One differentiable operation that was applied: what its gradient rule needs to know. */
export interface TapeEntry {
  /** Key of the gradient table. */
  readonly rule: string
  readonly inputs: readonly Var[]
  readonly output: Var
  /** Intermediate values of the forward pass that the rule uses again. */
  readonly saved: readonly Var[]
  /** Axes, sizes and the like, as the rule defines them. */
  readonly settings: readonly number[]
}

type Attributes = Readonly<Record<string, Attribute>>

/** Constants up to this many values are shared between the nodes that use equal ones. */
const SHARED_CONSTANT_SIZE = 64

/**
 * Collects ONNX nodes as operations are applied, and a tape of those that have a gradient. Values that no
 * tape entry produced (inputs, constants, comparisons, `stopGradient`) are constants to differentiation.
 */
export class Graph {
  readonly tape: TapeEntry[] = []
  readonly #inputs = new Map<string, NamedTensorType>()
  readonly #initialisers = new Map<string, Initialiser>()
  readonly #nodes: OnnxNode[] = []
  readonly #constants = new Map<string, Var>()
  #counter = 0

  /** A value fed at every run. Throws when the name is taken. */
  input(name: string, dtype: DataType, shape: readonly number[]): Var {
    this.#refuseTakenName(name)
    this.#inputs.set(name, { name, dtype, shape })
    return { graph: this, name, dtype, shape }
  }

  /** A named tensor stored in the model, e.g. trained weights. */
  initialiser(name: string, dtype: DataType, values: TensorValues, shape: readonly number[]): Var {
    this.#refuseTakenName(name)
    this.#initialisers.set(name, { name, dtype, shape, values })
    return { graph: this, name, dtype, shape }
  }

  /** An unnamed constant; small equal ones are stored once. */
  constant(dtype: DataType, values: readonly number[], shape: readonly number[] = [values.length]): Var {
    const key = values.length > SHARED_CONSTANT_SIZE ? null : `${dtype}|${shape.join()}|${values.join()}`
    const known = key === null ? undefined : this.#constants.get(key)
    if (known !== undefined) return known
    const created = this.initialiser(this.#freshName('constant'), dtype, typedArray(dtype, values), shape)
    if (key !== null) this.#constants.set(key, created)
    return created
  }

  scalar(value: number): Var {
    return this.constant('float32', [value], [])
  }

  /** Adds a node without a tape entry. A null input is an omitted optional one. */
  emit(
    op: string,
    inputs: readonly (Var | null)[],
    outputs: readonly TensorType[],
    attributes: Attributes = {},
  ): Var[] {
    const results = outputs.map(({ dtype, shape }) => ({
      graph: this,
      name: this.#freshName(op),
      dtype,
      shape,
    }))
    this.#nodes.push({
      op,
      inputs: inputs.map((input) => input?.name ?? ''),
      outputs: results.map((result) => result.name),
      attributes,
    })
    return results
  }

  /** `emit` for the usual node with one output. */
  emitOne(op: string, inputs: readonly (Var | null)[], output: TensorType, attributes: Attributes = {}): Var {
    const [result] = this.emit(op, inputs, [output], attributes)
    if (result === undefined) throw new Error(`${op} was emitted without an output`)
    return result
  }

  /** Puts a computed value on the tape; returns its output for brevity. */
  record(
    rule: string,
    inputs: readonly Var[],
    output: Var,
    saved: readonly Var[] = [],
    settings: readonly number[] = [],
  ): Var {
    this.tape.push({ rule, inputs, output, saved, settings })
    return output
  }

  /** The model that computes `outputs` (by their new names) and nothing else: unused nodes are left out. */
  model(name: string, outputs: Readonly<Record<string, Var>>): OnnxModel {
    const renames = Object.entries(outputs).map(([output, value]) => ({
      op: 'Identity',
      inputs: [value.name],
      outputs: [output],
      attributes: {},
    }))
    const needed = new Set(renames.flatMap((node) => node.inputs))
    const nodes: OnnxNode[] = []
    for (const node of this.#nodes.toReversed()) {
      if (!node.outputs.some((output) => needed.has(output))) continue
      for (const input of node.inputs) needed.add(input)
      nodes.push(node)
    }
    return {
      name,
      inputs: [...this.#inputs.values()].filter((input) => needed.has(input.name)),
      outputs: Object.entries(outputs).map(([output, { dtype, shape }]) => ({ name: output, dtype, shape })),
      initialisers: [...this.#initialisers.values()].filter((tensor) => needed.has(tensor.name)),
      nodes: [...nodes.reverse(), ...renames],
    }
  }

  #freshName(prefix: string): string {
    return `${prefix}_${this.#counter++}`
  }

  #refuseTakenName(name: string): void {
    if (this.#inputs.has(name) || this.#initialisers.has(name))
      throw new Error(`the graph already has an input or initialiser "${name}"`)
  }
}

function typedArray(dtype: DataType, values: readonly number[]): TensorValues {
  switch (dtype) {
    case 'float32':
      return Float32Array.from(values)
    case 'int32':
      return Int32Array.from(values)
    case 'int64':
      return BigInt64Array.from(values, BigInt)
    case 'bool':
      return Uint8Array.from(values)
  }
}
