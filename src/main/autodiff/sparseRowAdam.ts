import type { AdamSettings } from './adamW.ts'
import { ADAM_DEFAULTS } from './adamW.ts'

/**
 * Adam for a table of which a step touches few rows: only these are read and written, and each row counts
 * its own steps. Gradients are first added up (a row may occur many times in a batch), then applied.
 */
export class SparseRowAdam {
  readonly width: number
  readonly #settings: AdamSettings
  readonly #table: Float32Array
  readonly #gradient: Float32Array
  readonly #mean: Float32Array
  readonly #square: Float32Array
  readonly #steps: Int32Array
  readonly #touched: number[] = []
  readonly #isTouched: Uint8Array

  /** `table` is row-major [rows, width] and is changed in place. */
  constructor(table: Float32Array, width: number, settings: AdamSettings = ADAM_DEFAULTS) {
    if (table.length % width !== 0) throw new RangeError(`${table.length} values are not rows of ${width}`)
    this.width = width
    this.#settings = settings
    this.#table = table
    this.#gradient = new Float32Array(table.length)
    this.#mean = new Float32Array(table.length)
    this.#square = new Float32Array(table.length)
    this.#steps = new Int32Array(table.length / width)
    this.#isTouched = new Uint8Array(table.length / width)
  }

  /** Adds `width` values of `gradient`, from `offset` on, to the gradient of a row. */
  accumulate(row: number, gradient: Float32Array, offset: number): void {
    if (this.#isTouched[row] === 0) {
      this.#isTouched[row] = 1
      this.#touched.push(row)
    }
    const start = row * this.width
    for (let index = 0; index < this.width; index++)
      this.#gradient[start + index] =
        (this.#gradient[start + index] as number) + (gradient[offset + index] as number)
  }

  /** Σ g² over the accumulated rows, for clipping together with other gradients. */
  sumOfSquares(): number {
    let sum = 0
    for (const row of this.#touched) {
      const end = (row + 1) * this.width
      for (let index = row * this.width; index < end; index++) sum += (this.#gradient[index] as number) ** 2
    }
    return sum
  }

  /** Moves the touched rows by Adam (no weight decay) and forgets their gradients. */
  step(learningRate: number, gradientScale = 1): void {
    for (const row of this.#touched) {
      this.#moveRow(row, learningRate, gradientScale)
      this.#isTouched[row] = 0
    }
    this.#touched.length = 0
  }

  /** The state, for a checkpoint: live arrays. */
  state(): { mean: Float32Array; square: Float32Array; steps: Int32Array } {
    return { mean: this.#mean, square: this.#square, steps: this.#steps }
  }

  restore(state: { mean: Float32Array; square: Float32Array; steps: Int32Array }): void {
    this.#mean.set(state.mean)
    this.#square.set(state.square)
    this.#steps.set(state.steps)
  }

  #moveRow(row: number, learningRate: number, scale: number): void {
    const { beta1, beta2, epsilon } = this.#settings
    const steps = (this.#steps[row] as number) + 1
    this.#steps[row] = steps
    const rate = learningRate / (1 - beta1 ** steps)
    const correction = 1 / Math.sqrt(1 - beta2 ** steps)
    const end = (row + 1) * this.width
    for (let index = row * this.width; index < end; index++) {
      const g = (this.#gradient[index] as number) * scale
      const m = beta1 * (this.#mean[index] as number) + (1 - beta1) * g
      const v = beta2 * (this.#square[index] as number) + (1 - beta2) * g * g
      this.#mean[index] = m
      this.#square[index] = v
      this.#table[index] = (this.#table[index] as number) - (rate * m) / (Math.sqrt(v) * correction + epsilon)
      this.#gradient[index] = 0
    }
  }
}
