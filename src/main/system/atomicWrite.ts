import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** The half-written file, as the one who fills it sees it. */
export interface AtomicFile {
  write(data: string | Uint8Array): Promise<void>
}

/**
 * Writes a file whole or not at all: a temporary file in the same folder, fsync, rename over `path`, fsync of the
 * folder. When `fill` throws, the temporary file is removed and `path` is as it was. A temporary file left by a killed
 * process is removed by the next write to the same `path`.
 *
 * @throws what `fill` or the file system throws.
 */
export async function atomicWrite(
  path: string,
  fill: (file: AtomicFile) => Promise<void>,
  { mode = 0o644 }: { readonly mode?: number } = {},
): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true })
  await removeLeftovers(folder, basename(path))
  const part = join(folder, partName(basename(path)))
  const handle = await open(part, 'wx', mode)
  try {
    try {
      await fill({ write: (data) => writeFully(handle, data) })
      await handle.sync()
    } finally {
      await handle.close()
    }
    await renameOver(part, path)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
  await syncFolder(folder)
}

/** {@link atomicWrite} of content that is already there. */
export function atomicWriteFile(
  path: string,
  data: string | Uint8Array,
  options: { readonly mode?: number } = {},
): Promise<void> {
  return atomicWrite(path, (file) => file.write(data), options)
}

/** Removes the temporary files of processes that are gone: of one target, or of every target in the folder. */
export async function removeLeftovers(folder: string, target?: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const match = /^\.(.+)\.(\d+)-[0-9a-f]{12}\.part$/.exec(name)
    if (match === null || (target !== undefined && match[1] !== target)) continue
    if (!isRunning(Number(match[2]))) await rm(join(folder, name), { force: true })
  }
}

/** Makes a rename in `folder` survive a power cut. Windows cannot open folders and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const partName = (target: string): string =>
  `.${target}.${process.pid}-${randomBytes(6).toString('hex')}.part`

/** Windows: a virus scanner or a preview may hold the target for a moment. */
const RETRY_AFTER_MS = [10, 40, 80, 120]

async function renameOver(from: string, to: string): Promise<void> {
  for (const delay of RETRY_AFTER_MS) {
    try {
      await rename(from, to)
      return
    } catch (error) {
      if (process.platform !== 'win32' || !['EPERM', 'EBUSY', 'EACCES'].includes(codeOf(error))) throw error
      await wait(delay)
    }
  }
  await rename(from, to)
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

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
