import { open } from 'node:fs/promises'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'

export type TensorType = 'F32' | 'F16' | 'I8'
export type TensorData = Float32Array | Uint16Array | Int8Array

/** One named array of a safetensors file. F16 is held as its raw 16 bits. */
export interface StoredTensor {
  readonly type: TensorType
  readonly shape: readonly number[]
  readonly data: TensorData
}

const notSound =
  (file: string) =>
  (found: string): WorkbenchError =>
    new WorkbenchError('model', `${file}: ${found}. Expected a safetensors file; put the original file back.`)

interface HeaderEntry {
  dtype: string
  shape: number[]
  data_offsets: [number, number]
}

const BYTES: Record<TensorType, number> = { F32: 4, F16: 2, I8: 1 }

/**
 * The safetensors layout, piece by piece: eight bytes of header length (little-endian), a JSON header, the raw tensors.
 * Tensors come by falling width, so each starts at a multiple of its element size. The pieces are views, not copies.
 */
export function safetensorsPieces(tensors: ReadonlyMap<string, StoredTensor>): Uint8Array[] {
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
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, BigInt(head.length), true)
  const views = ordered.map(([, { data }]) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  return [length, head, ...views]
}

/** The same as one array. */
export function writeSafetensors(tensors: ReadonlyMap<string, StoredTensor>): Uint8Array {
  return Buffer.concat(safetensorsPieces(tensors))
}

/**
 * Reads every tensor that is wanted; others may be of any type. Throws WorkbenchError `model` naming `file` when the
 * layout is not sound.
 */
export function readSafetensors(
  bytes: Uint8Array,
  file: string,
  wanted: (name: string) => boolean = () => true,
): Map<string, StoredTensor> {
  const wrong = notSound(file)
  if (bytes.length < 8) throw wrong(`only ${bytes.length} bytes`)
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  if (8 + length > bytes.length) throw wrong('the header is longer than the file')
  const tensors = new Map<string, StoredTensor>()
  for (const place of placesOf(bytes.subarray(8, 8 + length), bytes.length - 8 - length, wrong, wanted)) {
    // a copy, so that the array starts at a multiple of its element size
    const copy = new Uint8Array(bytes.subarray(8 + length + place.begin, 8 + length + place.end)).buffer
    tensors.set(place.name, tensorOf(place, copy))
  }
  return tensors
}

/** Writes a new file tensor by tensor, for good: no second copy of them is ever in memory. */
export async function writeSafetensorsFile(
  file: string,
  tensors: ReadonlyMap<string, StoredTensor>,
): Promise<void> {
  const handle = await open(file, 'wx')
  try {
    for (const piece of safetensorsPieces(tensors)) await handle.writeFile(piece)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Reads a file tensor by tensor. Throws as `readSafetensors` does. */
export async function readSafetensorsFile(file: string): Promise<Map<string, StoredTensor>> {
  const wrong = notSound(file)
  const handle = await open(file, 'r')
  const read = async (from: number, length: number): Promise<Uint8Array<ArrayBuffer>> => {
    const bytes = new Uint8Array(length)
    const { bytesRead } = await handle.read(bytes, 0, length, from)
    if (bytesRead < length) throw wrong(`it ends before byte ${from + length}`)
    return bytes
  }
  try {
    const { size } = await handle.stat()
    const length = Number(new DataView((await read(0, 8)).buffer).getBigUint64(0, true))
    if (8 + length > size) throw wrong('the header is longer than the file')
    const tensors = new Map<string, StoredTensor>()
    for (const place of placesOf(await read(8, length), size - 8 - length, wrong)) {
      const { buffer } = await read(8 + length + place.begin, place.end - place.begin)
      tensors.set(place.name, tensorOf(place, buffer))
    }
    return tensors
  } finally {
    await handle.close()
  }
}

/** Where a tensor stands behind the header, in bytes. */
interface TensorPlace {
  readonly name: string
  readonly type: TensorType
  readonly shape: readonly number[]
  readonly begin: number
  readonly end: number
}

function placesOf(
  header: Uint8Array,
  room: number,
  wrong: (found: string) => WorkbenchError,
  wanted: (name: string) => boolean = () => true,
): TensorPlace[] {
  const entries = Object.entries(parseHeader(header, wrong)).filter(
    ([name]) => name !== '__metadata__' && wanted(name),
  )
  return entries.map(([name, entry]) => {
    const { dtype, shape, data_offsets: offsets } = Object(entry) as Partial<HeaderEntry>
    if (dtype !== 'F32' && dtype !== 'F16' && dtype !== 'I8') throw wrong(`"${name}" has type ${dtype}`)
    if (!isCounts(shape)) throw wrong(`"${name}" has no shape`)
    const elements = shape.reduce((product, size) => product * size, 1)
    const [begin = 0, end = 0] = isCounts(offsets) ? offsets : []
    if (end - begin !== elements * BYTES[dtype] || end > room)
      throw wrong(`"${name}" does not hold ${elements} values`)
    return { name, type: dtype, shape, begin, end }
  })
}

/** Whole numbers of at least 0. */
function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0)
}

function tensorOf({ type, shape }: TensorPlace, values: ArrayBuffer): StoredTensor {
  const arrays = { F32: Float32Array, F16: Uint16Array, I8: Int8Array }
  return { type, shape, data: new arrays[type](values) }
}

function parseHeader(bytes: Uint8Array, wrong: (found: string) => WorkbenchError): Record<string, unknown> {
  try {
    return Object(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))) as Record<
      string,
      unknown
    >
  } catch {
    throw wrong('the header is not JSON')
  }
}
