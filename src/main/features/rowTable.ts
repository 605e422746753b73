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

/** How the rows of one word become its input. */
export interface RowSums {
  /** target[offset + i] += Σ table[row][i] over the rows of a word. */
  addRows(rows: Int32Array, target: Float32Array, offset: number): void
}

/** Sums anew each time: for a table that training changes. */
export class LiveSums implements RowSums {
  readonly #table: RowTable

  constructor(table: RowTable) {
    this.#table = table
  }

  addRows(rows: Int32Array, target: Float32Array, offset: number): void {
    for (const row of rows) this.#table.addRow(row, target, offset)
  }
}

const REMEMBERED_WORDS = 20_000

/** Remembers the sums of the last words: for a table that stays as it is. */
export class RememberedSums implements RowSums {
  readonly #table: RowTable
  readonly #sums = new Map<Int32Array, Float32Array>()

  constructor(table: RowTable) {
    this.#table = table
  }

  /** Knows a word again by the very array of its rows. */
  addRows(rows: Int32Array, target: Float32Array, offset: number): void {
    const sum = this.#sums.get(rows) ?? this.#sumOf(rows)
    for (let index = 0; index < sum.length; index++)
      target[offset + index] = (target[offset + index] as number) + (sum[index] as number)
  }

  #sumOf(rows: Int32Array): Float32Array {
    const sum = new Float32Array(this.#table.width)
    for (const row of rows) this.#table.addRow(row, sum, 0)
    if (this.#sums.size >= REMEMBERED_WORDS) this.#sums.clear()
    this.#sums.set(rows, sum)
    return sum
  }
}
