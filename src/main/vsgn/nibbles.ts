import type { StoredTensor } from './safetensors.ts'

/** The largest magnitude four bits hold when both signs reach equally far. */
export const LARGEST_NIBBLE = 7

/** Two values of −7 … 7 a byte, the first in the lower half: [rows, columns] to [rows, columns / 2]; columns are even. */
export function packNibbles({ shape, data }: StoredTensor): StoredTensor {
  const [rows = 0, columns = 0] = shape
  if (columns % 2 !== 0) throw new RangeError(`rows of ${columns} values cannot be halved`)
  const packed = new Int8Array(data.length / 2)
  for (let index = 0; index < packed.length; index++)
    packed[index] = ((data[2 * index] as number) & 15) | ((data[2 * index + 1] as number) << 4)
  return { type: 'I8', shape: [rows, columns / 2], data: packed }
}

/** The bytes that `packNibbles` was given. */
export function unpackNibbles({ shape, data }: StoredTensor): StoredTensor {
  const [rows = 0, columns = 0] = shape
  const values = new Int8Array(data.length * 2)
  for (let index = 0; index < data.length; index++) {
    const byte = data[index] as number
    // shifted up and back down, the sign of the lower half comes along
    values[2 * index] = (byte << 28) >> 28
    values[2 * index + 1] = byte >> 4
  }
  return { type: 'I8', shape: [rows, 2 * columns], data: values }
}
