import { WorkbenchError } from '../../shared/api/workbenchError.ts'

export type TensorType = 'F32' | 'F16' | 'I8'
export type TensorData = Float32Array | Uint16Array | Int8Array

/** One named array of a safetensors file. F16 is held as its raw 16 bits. */
export interface StoredTensor {
  readonly type: TensorType
  readonly shape: readonly number[]
  readonly data: TensorData
}

interface HeaderEntry {
  dtype: string
  shape: number[]
  data_offsets: [number, number]
}

const BYTES: Record<TensorType, number> = { F32: 4, F16: 2, I8: 1 }

/**
 * The safetensors layout: eight bytes of header length (little-endian), a JSON header, the raw tensors.
 * Tensors are written by falling width, so each starts at a multiple of its element size.
 */
export function writeSafetensors(tensors: ReadonlyMap<string, StoredTensor>): Uint8Array {
  const ordered = [...tensors].sort(
    ([a, x], [b, y]) => BYTES[y.type] - BYTES[x.type] || (a < b ? -1 : a > b ? 1 : 0),
  )
  const header: Record<string, HeaderEntry> = {}
  let offset = 0
  for (const [name, tensor] of ordered) {
    const bytes = tensor.data.length * BYTES[tensor.type]
    header[name] = { dtype: tensor.type, shape: [...tensor.shape], data_offsets: [offset, offset + bytes] }
    offset += bytes
  }
  const json = JSON.stringify(header)
  const padded = json + ' '.repeat((8 - (Buffer.byteLength(json) % 8)) % 8)
  const head = Buffer.from(padded)
  const file = new Uint8Array(8 + head.length + offset)
  new DataView(file.buffer).setBigUint64(0, BigInt(head.length), true)
  file.set(head, 8)
  for (const [name, tensor] of ordered) {
    const [begin] = (header[name] as HeaderEntry).data_offsets
    const bytes = new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength)
    file.set(bytes, 8 + head.length + begin)
  }
  return file
}

/** Reads every tensor that is wanted. Throws WorkbenchError `model` naming `file` when the layout is not sound. */
export function readSafetensors(
  bytes: Uint8Array,
  file: string,
  wanted: (name: string) => boolean = () => true,
): Map<string, StoredTensor> {
  const wrong = (found: string): WorkbenchError =>
    new WorkbenchError('model', `${file}: ${found}. Expected a safetensors file; put the original file back.`)
  if (bytes.length < 8) throw wrong(`only ${bytes.length} bytes`)
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  if (8 + length > bytes.length) throw wrong('the header is longer than the file')
  const header = parseHeader(bytes.subarray(8, 8 + length), wrong)
  const tensors = new Map<string, StoredTensor>()
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__' || !wanted(name)) continue
    const { dtype, shape, data_offsets } = entry
    if (dtype !== 'F32' && dtype !== 'F16' && dtype !== 'I8') throw wrong(`"${name}" has type ${dtype}`)
    const [begin, end] = data_offsets
    const elements = shape.reduce((product, size) => product * size, 1)
    if (end - begin !== elements * BYTES[dtype] || 8 + length + end > bytes.length)
      throw wrong(`"${name}" does not hold ${elements} values`)
    // a copy, so that the array starts at a multiple of its element size
    const copy = new Uint8Array(bytes.subarray(8 + length + begin, 8 + length + end)).buffer
    const data =
      dtype === 'F32' ? new Float32Array(copy) : dtype === 'F16' ? new Uint16Array(copy) : new Int8Array(copy)
    tensors.set(name, { type: dtype, shape, data })
  }
  return tensors
}

function parseHeader(
  bytes: Uint8Array,
  wrong: (found: string) => WorkbenchError,
): Record<string, HeaderEntry> {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Record<string, HeaderEntry>
  } catch {
    throw wrong('the header is not JSON')
  }
}
