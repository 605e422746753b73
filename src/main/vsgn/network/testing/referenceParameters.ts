import { layerNorm, linear } from './referenceMath.ts'
import type { Matrix, Vector } from './referenceMath.ts'

/** Values by name; in double precision where differences are taken. */
export type ReferenceValues = ReadonlyMap<string, Float32Array | Float64Array>

/** Parameters by name as lists of numbers, for the reference network. */
export class ReferenceParameters {
  readonly #values: ReferenceValues

  constructor(values: ReferenceValues) {
    this.#values = values
  }

  /** x W + b. */
  project(name: string, x: Matrix): Matrix {
    const bias = this.vector(`${name}.bias`)
    return linear(x, this.matrix(`${name}.weight`, bias.length), bias)
  }

  norm(name: string, x: Matrix): Matrix {
    return layerNorm(x, this.vector(`${name}.scale`), this.vector(`${name}.shift`))
  }

  vector(name: string): Vector {
    const values = this.#values.get(name)
    if (values === undefined) throw new Error(`no parameter ${name}`)
    return [...values]
  }

  /** A row-major parameter as rows of this width. */
  matrix(name: string, width: number): Matrix {
    const values = this.vector(name)
    return Array.from({ length: values.length / width }, (_, row) =>
      values.slice(row * width, (row + 1) * width),
    )
  }
}
