import { open } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { refuseOtherThanFile } from './fileKind.ts'
import { makeFolders } from './makeFolders.ts'
import { dropPart, partPath, placePart, removeLeftovers } from './partFile.ts'

/** The half-written file, as the one who fills it sees it. */
export interface AtomicFile {
  write(data: string | Uint8Array): Promise<void>
}

/**
 * Writes a file whole or not at all: a temporary file in the same folder, fsync, rename over `path`, fsync of the
 * folder. When `fill` throws, the temporary file is removed and `path` is as it was. A temporary file left by a killed
 * process is removed by the next write to the same `path`.
 *
 * @throws `refused` where a folder, a pipe or a device stands there; what `fill` or the file system throws; `UnconfirmedWrite` where the new file is in place and only its folder
 * could not be synced.
 */
export async function atomicWrite(
  path: string,
  fill: (file: AtomicFile) => Promise<void>,
  { mode = 0o644 }: { readonly mode?: number } = {},
): Promise<void> {
  const folder = dirname(path)
  await refuseOtherThanFile(path)
  await makeFolders(folder)
  await removeLeftovers(folder, basename(path))
  const part = partPath(path)
  const handle = await open(part, 'wx', mode)
  try {
    try {
      await fill({ write: (data) => writeFully(handle, data) })
      await handle.sync()
    } finally {
      await handle.close()
    }
    await placePart(part, path)
  } catch (error) {
    await dropPart(part)
    throw error
  }
}

/** {@link atomicWrite} of content that is already there. */
export function atomicWriteFile(
  path: string,
  data: string | Uint8Array,
  options: { readonly mode?: number } = {},
): Promise<void> {
  return atomicWrite(path, (file) => file.write(data), options)
}

interface Writable {
  write(data: Uint8Array, offset: number): Promise<{ bytesWritten: number }>
}

/** A single write may be short when the disk fills; go on until all is written or an error says why not. */
async function writeFully(handle: Writable, data: string | Uint8Array): Promise<void> {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data
  let written = 0
  while (written < bytes.length) written += (await handle.write(bytes, written)).bytesWritten
}
