import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { FileFault } from './fileFault.ts'

/** Bytes with a name that can be read more than once: a file on disk, or an entry of a zip. */
export interface ByteSource {
  /** As people know it; messages carry it. */
  readonly name: string
  /** The zip of which it is an entry; missing: it is a file of its own. */
  readonly container?: string
  readonly size: number
  open(): AsyncIterable<Uint8Array>
}

const CHUNK_BYTES = 256 * 1024

/** A file on disk. Throws {@link FileFault} when it is opened and cannot be read. */
export async function fileSource(path: string): Promise<ByteSource> {
  const { size } = await stat(path)
  const name = basename(path)
  return {
    name,
    size,
    async *open() {
      try {
        yield* createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>
      } catch (error) {
        if (!(error instanceof Error && 'code' in error)) throw error
        const found = `the file could not be read (${String(error.code)})`
        throw new FileFault(name, found, null, 'Check that it is there and may be read')
      }
    },
  }
}

/** The same bytes; `count` hears of each piece once it has been dealt with. */
export function countedSource(source: ByteSource, count: (bytes: number) => void): ByteSource {
  return {
    ...source,
    async *open() {
      for await (const chunk of source.open()) {
        yield chunk
        count(chunk.length)
      }
    },
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
