import type { AdamSettings } from '../autodiff/adamW.ts'
import { SparseRowAdam } from '../autodiff/sparseRowAdam.ts'

/** Row gradients and the table rows that were summed at each position. */
export interface RowGradient {
  readonly used: readonly (Int32Array | null)[]
  /** Name of the output [positions, rowWidth]. */
  readonly output: string
}

/** What Adam remembers of a table; live arrays. */
export interface TableState {
  readonly mean: Float32Array
  readonly square: Float32Array
  readonly steps: Int32Array
}

/** Adam on the table whose rows are looked up outside the graph: only rows that a batch uses are read and written. */
export class RowOptimiser {
  readonly #adam: SparseRowAdam
  /** Gradients of the words of a batch, one after the other; its length grows to the largest batch. */
  #wordGradients = new Float32Array(0)

  /** `table` is row-major [rows, width] and is changed in place. */
  constructor(table: Float32Array, width: number, adam: AdamSettings) {
    this.#adam = new SparseRowAdam(table, width, adam)
  }

  /** Takes the row gradients of one step, which `valuesOf` gives by the name of their output, where there are some. */
  take(rowGradients: readonly RowGradient[], valuesOf: (output: string) => Float32Array | undefined): void {
    for (const { used, output } of rowGradients) {
      const gradient = valuesOf(output)
      if (gradient !== undefined) this.#spread(used, gradient)
    }
  }

  /** Σ g² over the rows that were taken. */
  sumOfSquares(): number {
    return this.#adam.sumOfSquares()
  }

  /** Moves the rows that were taken. */
  step(learningRate: number, gradientScale: number): void {
    this.#adam.step(learningRate, gradientScale)
  }

  state(): TableState {
    return this.#adam.state()
  }

  restore(state: TableState): void {
    this.#adam.restore(state)
  }

  /**
   * The gradient of a sum of rows is the gradient of each of them. A word that occurs often is one array of rows: its
   * gradients are added up first, and spread over its rows once.
   */
  #spread(used: readonly (Int32Array | null)[], gradient: Float32Array): void {
    const { width } = this.#adam
    const offsets = new Map<Int32Array, number>()
    if (this.#wordGradients.length < gradient.length) this.#wordGradients = new Float32Array(gradient.length)
    const sums = this.#wordGradients
    for (const [index, rows] of used.entries()) {
      if (rows === null) continue
      const start = index * width
      const known = offsets.get(rows)
      if (known === undefined) {
        const fresh = offsets.size * width
        offsets.set(rows, fresh)
        for (let column = 0; column < width; column++)
          sums[fresh + column] = gradient[start + column] as number
      } else
        for (let column = 0; column < width; column++)
          sums[known + column] = (sums[known + column] as number) + (gradient[start + column] as number)
    }
    for (const [rows, offset] of offsets) for (const row of rows) this.#adam.accumulate(row, sums, offset)
  }
}
