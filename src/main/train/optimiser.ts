import type { AdamSettings, Moments, ParameterUpdate } from '../autodiff/adamW.ts'
import { ADAM_DEFAULTS, AdamW, clipScale, sumOfSquares } from '../autodiff/adamW.ts'
import { sizeOf } from '../autodiff/shapes.ts'
import type { NamedTensorType } from '../onnx/onnxModel.ts'
import type { TensorData } from '../onnx/ortSession.ts'
import { RowOptimiser } from './rowOptimiser.ts'
import type { RowGradient, TableState } from './rowOptimiser.ts'
import type { ParameterGroup, ParameterSpec } from '../vsgn/network/parameters.ts'

/** What training changes. */
export interface Weights {
  readonly values: ReadonlyMap<string, Float32Array>
  /** Rows of word features or of pieces, row-major [tableRows, rowWidth]. */
  readonly table: Float32Array
}

export interface OptimiserState {
  readonly moments: ReadonlyMap<string, Moments>
  readonly table: TableState
}

/** Peak learning rates of the parameter groups and of the feature table. */
export type Rates = Readonly<Record<ParameterGroup | 'table', number>>

export interface OptimiserSettings {
  readonly rates: Rates
  readonly weightDecay: number
  /** Largest global norm of a gradient. */
  readonly clip: number
  readonly adam?: AdamSettings
}

/** A graph that computes a loss and gradients `d_<parameter>`. */
export interface LossGraph {
  readonly inputs: readonly NamedTensorType[]
  readonly outputs: readonly NamedTensorType[]
  readonly parameters: readonly ParameterSpec[]
}

/** Holds parameters and gradients as tensors and takes AdamW steps, sparse ones on the feature table. */
export class Optimiser {
  readonly #weights: Weights
  readonly #settings: OptimiserSettings
  readonly #adam: AdamW
  readonly #rows: RowOptimiser
  readonly #parameters: Readonly<Record<string, TensorData>>
  readonly #outputs = new Map<string, TensorData>()

  /** `weights` are changed in place; `rowWidth` is that of their table. */
  constructor(
    specs: readonly ParameterSpec[],
    weights: Weights,
    rowWidth: number,
    settings: OptimiserSettings,
  ) {
    const adam = settings.adam ?? ADAM_DEFAULTS
    this.#weights = weights
    this.#settings = settings
    this.#adam = new AdamW(adam)
    this.#rows = new RowOptimiser(weights.table, rowWidth, adam)
    this.#parameters = Object.fromEntries(
      specs.map(({ name, shape }) => [name, float(shape, weights.values.get(name) as Float32Array)]),
    )
  }

  /** What a graph asks for: its parameters and these feeds. Throws when something is missing. */
  inputs(graph: LossGraph, feeds: Readonly<Record<string, TensorData>>): Record<string, TensorData> {
    return Object.fromEntries(
      graph.inputs.map(({ name }) => {
        const feed = feeds[name] ?? this.#parameters[name]
        if (feed === undefined) throw new Error(`nothing is fed to "${name}"`)
        return [name, feed]
      }),
    )
  }

  /** Arrays for the graph to write loss and gradients into; buckets share those of equal name and shape. */
  outputs(graph: LossGraph): Record<string, TensorData> {
    const wanted = graph.outputs.filter(({ name }) => name === 'loss' || name.startsWith('d_'))
    return Object.fromEntries(
      wanted.map(({ name, shape }) => {
        const key = `${name} ${shape.join()}`
        const array = this.#outputs.get(key) ?? float(shape, new Float32Array(sizeOf(shape)))
        this.#outputs.set(key, array)
        return [name, array]
      }),
    )
  }

  /** One step along the gradients in `outputs`; `factor` is the schedule's share of the peak rates. */
  step(
    graph: LossGraph,
    outputs: Readonly<Record<string, TensorData>>,
    rowGradients: readonly RowGradient[],
    factor: number,
  ): void {
    const found = (name: string) => outputs[name]?.values as Float32Array | undefined
    const values = (name: string): Float32Array => found(name) as Float32Array
    this.#rows.take(rowGradients, found)
    const squares = sumOfSquares(graph.parameters.map(({ name }) => values(`d_${name}`)))
    const { rates, weightDecay, clip } = this.#settings
    const scale = clipScale(Math.sqrt(squares + this.#rows.sumOfSquares()), clip)
    const updates = graph.parameters.map(({ name, group, decays }): ParameterUpdate => ({
      name,
      values: this.#weights.values.get(name) as Float32Array,
      gradient: values(`d_${name}`),
      learningRate: rates[group] * factor,
      weightDecay: decays ? weightDecay : 0,
    }))
    this.#adam.step(updates, scale)
    this.#rows.step(rates.table * factor, scale)
  }

  state(): OptimiserState {
    return { moments: this.#adam.moments(), table: this.#rows.state() }
  }

  restore(state: OptimiserState): void {
    this.#adam.restore(state.moments)
    this.#rows.restore(state.table)
  }
}

export function float(shape: readonly number[], values: Float32Array): TensorData {
  return { dtype: 'float32', shape, values }
}
