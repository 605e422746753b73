import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of a test zip; the optional keys make it lie. */
export interface BuiltEntry {
  readonly name: string
  readonly content?: string | Uint8Array
  readonly stored?: boolean
  /** What the list says instead of the truth. */
  readonly crc?: number
  readonly size?: number
  readonly method?: number
  readonly encrypted?: boolean
  /** Unix mode, as `0o120777` for a link. */
  readonly mode?: number
  /** Bytes of the name, where they are not UTF-8 with the flag that says so. */
  readonly rawName?: Uint8Array
  /** Points to the bytes of the entry of this number. */
  readonly sharesWith?: number
}

/** A zip as the specification has it (APPNOTE 6.3: local headers, central directory, end record), lies included. */
export function buildZip(entries: readonly BuiltEntry[], comment = ''): Buffer {
  const pieces: Buffer[] = []
  const list: Buffer[] = []
  const places: { readonly at: number; readonly packed: number }[] = []
  let at = 0
  for (const entry of entries) {
    const content = Buffer.from(entry.content ?? '')
    const data = entry.stored === true ? content : deflateRawSync(content)
    const name = Buffer.from(entry.rawName ?? Buffer.from(entry.name))
    const shared = entry.sharesWith === undefined ? undefined : places[entry.sharesWith]
    const place = shared ?? { at, packed: data.length }
    const fields = fieldsOf(entry)
    const sizes = [entry.crc ?? crc32(content), place.packed, entry.size ?? content.length]
    list.push(
      Buffer.concat([
        numbers(4, 0x02014b50),
        numbers(2, (3 << 8) | 20, ...fields),
        numbers(4, ...sizes),
        numbers(2, name.length, 0, 0, 0, 0),
        numbers(4, ((entry.mode ?? 0o100644) << 16) >>> 0, place.at),
        name,
      ]),
    )
    places.push(place)
    if (shared !== undefined) continue
    const local = Buffer.concat([
      numbers(4, 0x04034b50),
      numbers(2, ...fields),
      numbers(4, ...sizes),
      numbers(2, name.length, 0),
      name,
      data,
    ])
    pieces.push(local)
    at += local.length
  }
  const directory = Buffer.concat(list)
  const end = Buffer.concat([
    numbers(4, 0x06054b50),
    numbers(2, 0, 0, entries.length, entries.length),
    numbers(4, directory.length, at),
    numbers(2, Buffer.byteLength(comment)),
    Buffer.from(comment),
  ])
  return Buffer.concat([...pieces, directory, end])
}

/** Version, flags (encrypted, UTF-8), method, time and date (1 January 1980). */
function fieldsOf({ stored, method, encrypted, rawName }: BuiltEntry): number[] {
  const flags = (encrypted === true ? 1 : 0) | (rawName === undefined ? 0x800 : 0)
  return [20, flags, method ?? (stored === true ? 0 : 8), 0, 0x21]
}

/** Little-endian numbers of `bytes` bytes each. */
function numbers(bytes: 2 | 4, ...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length)
  for (const [index, value] of values.entries())
    if (bytes === 2) buffer.writeUInt16LE(value & 0xffff, index * 2)
    else buffer.writeUInt32LE(value >>> 0, index * 4)
  return buffer
}
