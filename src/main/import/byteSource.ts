import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'

/** Bytes with a name that can be read more than once: a file on disk, later an entry of a zip. */
export interface ByteSource {
  /** As people know it; messages carry it. */
  readonly name: string
  readonly size: number
  open(): AsyncIterable<Uint8Array>
}

const CHUNK_BYTES = 256 * 1024

export async function fileSource(path: string): Promise<ByteSource> {
  const { size } = await stat(path)
  return {
    name: basename(path),
    size,
    open: () => createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>,
  }
}

/** Bytes already in memory, handed out in pieces of `chunkBytes`. */
export function bytesSource(
  name: string,
  content: string | Uint8Array,
  chunkBytes = CHUNK_BYTES,
): ByteSource {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content
  return {
    name,
    size: bytes.length,
    async *open() {
      await Promise.resolve()
      for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes)
    },
  }
}
