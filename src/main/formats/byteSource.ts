import { createReadStream } from 'node:fs'
import type { Stats } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { kindOf } from '../system/fileKind.ts'
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

/** A file on disk. Throws {@link FileFault}, now or while it is read, where it cannot be read or does not stay as it is. */
export async function fileSource(path: string): Promise<ByteSource> {
  const name = basename(path)
  const found = await readable(name, () => stat(path))
  // Opening a pipe would wait for whoever writes to it.
  if (!found.isFile())
    throw new FileFault(
      name,
      `it is ${kindOf(found)}`,
      'a file',
      'Save what it holds as a file and choose that',
    )
  return {
    name,
    size: found.size,
    async beside(other) {
      const neighbour = join(dirname(path), basename(other))
      const there = await readable(basename(other), () => stat(neighbour).catch(ignoreMissing))
      return there?.isFile() === true ? fileSource(neighbour) : null
    },
    range: (start, end) =>
      readable(name, async () => {
        const file = await open(path)
        try {
          const bytes = new Uint8Array(Math.max(0, end - start))
          const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
          refuseChanged(name, found, await file.stat())
          return bytes.subarray(0, bytesRead)
        } finally {
          await file.close()
        }
      }),
    async *open() {
      const pieces = createReadStream(path, { highWaterMark: CHUNK_BYTES })[Symbol.asyncIterator]()
      try {
        for (;;) {
          const next = await readable(name, () => pieces.next() as Promise<IteratorResult<Uint8Array>>)
          if (next.done === true) break
          yield next.value
        }
        refuseChanged(name, found, await readable(name, () => stat(path)))
      } finally {
        await pieces.return?.()
      }
    },
  }
}

/** A file somebody still writes to, or puts another in the place of, would come in as parts of two. */
function refuseChanged(name: string, before: Stats, now: Stats): void {
  if (before.size === now.size && before.mtimeMs === now.mtimeMs && before.ino === now.ino) return
  const found =
    before.size === now.size
      ? 'the file was changed while it was read'
      : `the file changed from ${before.size} to ${now.size} bytes while it was read`
  throw new FileFault(
    name,
    found,
    'a file that nobody writes to',
    'Wait until it is finished, then choose it again',
  )
}

const UNREADABLE: Readonly<Record<string, readonly [found: string, advice: string]>> = {
  ENOENT: ['the file is no longer there', 'Check that nobody moves or deletes it'],
  EACCES: ['the file may not be read', 'Ask for the right to read it, or copy it to a folder of yours'],
  EPERM: ['the file may not be read', 'Close the program that holds it'],
  EBUSY: ['another program holds the file', 'Close that program'],
  EIO: ['the disk reports a failure', 'Check the disk, or copy the file to another one'],
}

function ignoreMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}

async function readable<T>(name: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    const code = String(error.code)
    const [found, advice] = UNREADABLE[code] ?? [
      `the file could not be read (${code})`,
      'Check that it is there and may be read',
    ]
    throw new FileFault(name, found, null, advice)
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
