/** Linear algebra over plain lists, for the reference network. */

export type Vector = readonly number[]
/** A list of rows. */
export type Matrix = readonly Vector[]

export const dot = (x: Vector, y: Vector): number =>
  x.reduce((sum, value, index) => sum + value * (y[index] as number), 0)

export const mean = (x: Vector): number => x.reduce((sum, value) => sum + value, 0) / x.length

export const multiply = (x: Vector, y: Vector): Vector =>
  x.map((value, index) => value * (y[index] as number))

export const columns = (x: Matrix): Matrix =>
  (x[0] ?? []).map((_, column) => x.map((row) => row[column] as number))

export const transpose = columns

export function add(x: Matrix, y: Matrix): Matrix {
  return x.map((row, i) => row.map((value, j) => value + ((y[i] as Vector)[j] as number)))
}

export function times(x: Matrix, y: Matrix): Matrix {
  const right = columns(y)
  return x.map((row) => right.map((column) => dot(row, column)))
}

export function linear(x: Matrix, weight: Matrix, bias: Vector): Matrix {
  return times(x, weight).map((row) => row.map((value, index) => value + (bias[index] as number)))
}

export function softmax(x: Vector): Vector {
  const largest = Math.max(...x)
  const powers = x.map((value) => Math.exp(value - largest))
  const total = powers.reduce((sum, value) => sum + value, 0)
  return powers.map((value) => value / total)
}

export function layerNorm(x: Matrix, scale: Vector, shift: Vector): Matrix {
  return x.map((row) => {
    const centre = mean(row)
    const variance = mean(row.map((value) => (value - centre) ** 2))
    return row.map(
      (value, c) =>
        ((value - centre) / Math.sqrt(variance + 1e-5)) * (scale[c] as number) + (shift[c] as number),
    )
  })
}

export const relu = (x: number): number => Math.max(0, x)
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
export const softplus = (x: number): number => Math.log(1 + Math.exp(x))
export const gelu = (x: number): number => (x * (1 + erf(x / Math.SQRT2))) / 2

/** erf x = 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!, whose terms all have one sign. */
export function erf(x: number): number {
  let term = x
  let sum = 0
  for (let n = 0; n < 200; n++) {
    sum += term
    term *= (2 * x * x) / (2 * n + 3)
  }
  return Math.abs(x) > 6 ? Math.sign(x) : (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}
