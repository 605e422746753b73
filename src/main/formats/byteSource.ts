import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { FileFault } from './fileFault.ts'

/** Bytes with a name that can be read more than once: a file on disk, or an entry of a zip. */
export interface ByteSource {
  /** As people know it; messages carry it. */
  readonly name: string
  /** The zip of which it is an entry; missing: it is a file of its own. */
  readonly container?: string
  readonly size: number
  open(): AsyncIterable<Uint8Array>
  /** Another file that lies beside it, by its name; null: there is none. Missing: it stands alone. */
  readonly beside?: (name: string) => Promise<ByteSource | null>
  /** The bytes from `start` up to `end`. Missing: only `open` reads it. */
  readonly range?: (start: number, end: number) => Promise<Uint8Array>
}

/** Small enough that its lines are read in a few milliseconds: whoever reviews waits that long. */
const CHUNK_BYTES = 64 * 1024

/** A file on disk. Throws {@link FileFault} when it is opened and cannot be read. */
export async function fileSource(path: string): Promise<ByteSource> {
  const { size } = await stat(path)
  const name = basename(path)
  const unreadable = (error: unknown): unknown => {
    if (!(error instanceof Error && 'code' in error)) return error
    const found = `the file could not be read (${String(error.code)})`
    return new FileFault(name, found, null, 'Check that it is there and may be read')
  }
  return {
    name,
    size,
    async beside(other) {
      const neighbour = join(dirname(path), basename(other))
      try {
        return (await stat(neighbour)).isFile() ? await fileSource(neighbour) : null
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      }
    },
    async range(start, end) {
      try {
        const file = await open(path)
        try {
          const bytes = new Uint8Array(Math.max(0, end - start))
          const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
          return bytes.subarray(0, bytesRead)
        } finally {
          await file.close()
        }
      } catch (error) {
        throw unreadable(error)
      }
    },
    async *open() {
      try {
        yield* createReadStream(path, { highWaterMark: CHUNK_BYTES }) as AsyncIterable<Uint8Array>
      } catch (error) {
        throw unreadable(error)
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

/** All bytes of a source. */
export async function allBytes(source: ByteSource): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of source.open()) pieces.push(piece)
  return Buffer.concat(pieces)
}
