import { createReadStream } from 'node:fs'
import type { ReadStream } from 'node:fs'
import { PassThrough } from 'node:stream'
import { ZipFile } from 'yazl'

/** One file of a zip that is written: bytes on disk or in memory. */
export interface ZipContent {
  readonly name: string
  readonly from: { readonly path: string; readonly size: number } | { readonly bytes: Buffer }
  /** False: the bytes are packed already, as those of pictures are. */
  readonly pack: boolean
}

/** The first day a zip can name, in whatever zone; only the coarse field of the format is written. */
const SAME = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, mode: 0o100644 } as const

/**
 * The bytes of a zip of these contents, in their order and without times of its own: the same contents give the same
 * bytes. Throws what the file system throws.
 */
export async function* zipBytes(contents: readonly ZipContent[]): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile()
  const output = new PassThrough()
  let reading: ReadStream | null = null
  zip.on('error', (error: Error) => output.destroy(error))
  for (const { name, from, pack } of contents) {
    const options = { ...SAME, compress: pack }
    if ('bytes' in from) zip.addBuffer(from.bytes, name, options)
    else
      // Opened when its turn comes: a bundle may have more pictures than a process may have open files.
      zip.addReadStreamLazy(name, { ...options, size: from.size }, (give) => {
        reading = createReadStream(from.path)
        reading.once('error', (error) => zip.emit('error', error))
        give(null, reading)
      })
  }
  zip.end()
  zip.outputStream.pipe(output)
  try {
    yield* output as AsyncIterable<Buffer>
  } finally {
    ;(reading as ReadStream | null)?.destroy()
  }
}
