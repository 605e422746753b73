/** A matrix that is read a row at a time and kept outside the network's graph. */
export interface RowTable {
  readonly rows: number
  readonly width: number
  /** target[offset + i] += table[row][i] */
  addRow(row: number, target: Float32Array, offset: number): void
}

/** Rows of 32-bit floats, row-major. */
export class FloatRows implements RowTable {
  readonly rows: number
  readonly width: number
  readonly values: Float32Array

  constructor(values: Float32Array, width: number) {
    this.values = values
    this.width = width
    this.rows = values.length / width
  }

  addRow(row: number, target: Float32Array, offset: number): void {
    const base = row * this.width
    for (let index = 0; index < this.width; index++)
      target[offset + index] = (target[offset + index] as number) + (this.values[base + index] as number)
  }
}

/** Rows of signed bytes with one scale a row: value = byte · scale. A quarter of the memory. */
export class ByteRows implements RowTable {
  readonly rows: number
  readonly width: number
  readonly bytes: Int8Array
  readonly scales: Float32Array

  constructor(bytes: Int8Array, scales: Float32Array, width: number) {
    if (bytes.length !== scales.length * width)
      throw new RangeError(`${bytes.length} bytes are not ${scales.length} rows of ${width}`)
    this.bytes = bytes
    this.scales = scales
    this.rows = scales.length
    this.width = width
  }

  addRow(row: number, target: Float32Array, offset: number): void {
    const base = row * this.width
    const scale = this.scales[row] as number
    for (let index = 0; index < this.width; index++)
      target[offset + index] =
        (target[offset + index] as number) + (this.bytes[base + index] as number) * scale
  }
}
