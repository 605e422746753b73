import { randomBytes } from 'node:crypto'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** A name beside `path` for what will take its place when it is whole: a file or a folder. */
export function partPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}-${randomBytes(6).toString('hex')}.part`)
}

/** Removes the parts that processes which are gone have left: of one target, or of every target in the folder. */
export async function removeLeftovers(folder: string, target?: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const match = /^\.(.+)\.(\d+)-[0-9a-f]{12}\.part$/.exec(name)
    if (match === null || (target !== undefined && match[1] !== target)) continue
    if (!isRunning(Number(match[2]))) await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** Removes a part nobody will finish. Where even that fails, the next write to the same place after a restart does it. */
export async function dropPart(part: string): Promise<void> {
  await rm(part, { recursive: true, force: true }).catch(() => undefined)
}

/** What was written stands whole in its place, but may be gone after a power cut. */
export class UnconfirmedWrite extends Error {
  /** What the system answered. */
  readonly code: string

  constructor(cause: unknown) {
    super('the folder could not be synced', { cause })
    this.name = 'UnconfirmedWrite'
    this.code = codeOf(cause)
  }
}

/** Gives a whole part its name, for good. Throws what the rename throws, or {@link UnconfirmedWrite} after it. */
export async function placePart(part: string, path: string): Promise<void> {
  await renameOver(part, path)
  try {
    await syncFolder(dirname(path))
  } catch (error) {
    throw new UnconfirmedWrite(error)
  }
}

/** Makes names in `folder` survive a power cut. Windows cannot open folders and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    // Some network drives know no syncing of folders; they always answer so, and nothing is wrong.
    if (!['EINVAL', 'ENOTSUP'].includes(codeOf(error))) throw error
  } finally {
    await handle.close()
  }
}

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
