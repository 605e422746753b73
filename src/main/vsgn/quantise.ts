import { ByteRows } from '../features/rowTable.ts'
import type { StoredTensor } from './safetensors.ts'

/** A matrix of signed bytes; `scales` is [rows, 1] or [1, columns], whichever dimension each scale belongs to. */
export interface ByteMatrix {
  readonly bytes: StoredTensor
  readonly scales: StoredTensor
}

const LARGEST_BYTE = 127

/** Rounds a matrix to bytes, value ≈ byte · scale; one scale a row or a column, its largest magnitude becoming `largest`. */
export function quantise(
  values: Float32Array,
  shape: readonly [number, number],
  per: 'row' | 'column',
  largest = LARGEST_BYTE,
): ByteMatrix {
  const [rows, columns] = shape
  const scales = new Float32Array(per === 'row' ? rows : columns)
  const scaleOf = (index: number): number => (per === 'row' ? Math.floor(index / columns) : index % columns)
  for (let index = 0; index < values.length; index++) {
    const scale = scaleOf(index)
    scales[scale] = Math.max(scales[scale] as number, Math.abs(values[index] as number) / largest)
  }
  const bytes = new Int8Array(values.length)
  for (let index = 0; index < values.length; index++) {
    const scale = scales[scaleOf(index)] as number
    bytes[index] = scale === 0 ? 0 : Math.round((values[index] as number) / scale)
  }
  return {
    bytes: { type: 'I8', shape, data: bytes },
    scales: { type: 'F32', shape: per === 'row' ? [rows, 1] : [1, columns], data: scales },
  }
}

/** The floats a quantised matrix stands for, row-major. */
export function dequantise({ bytes, scales }: ByteMatrix): Float32Array {
  const [, columns = 1] = bytes.shape
  const perRow = scales.shape[1] === 1
  const values = new Float32Array(bytes.data.length)
  for (let index = 0; index < values.length; index++)
    values[index] =
      (bytes.data[index] as number) *
      (scales.data[perRow ? Math.floor(index / columns) : index % columns] as number)
  return values
}

/** A quantised table of one scale a row, to be read without turning it into floats. */
export function byteRows({ bytes, scales }: ByteMatrix): ByteRows {
  if (!(bytes.data instanceof Int8Array && scales.data instanceof Float32Array && scales.shape[1] === 1))
    throw new TypeError('a table has signed bytes and one scale a row')
  return new ByteRows(bytes.data, scales.data, bytes.shape[1] ?? 0)
}
