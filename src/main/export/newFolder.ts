import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { syncFolder } from '../system/atomicWrite.ts'

/**
 * Makes a folder whole or not at all: `fill` writes into one beside it that takes its name in the end. Throws `refused`
 * where a folder of that name holds something.
 */
export async function newFolder<T>(path: string, fill: (folder: string) => Promise<T>): Promise<T> {
  await refuseFull(path)
  const part = await makePart(path)
  try {
    const made = await fill(part)
    await syncFolder(part)
    // An empty folder of that name gives way; on POSIX the rename itself would do.
    await rmdir(path).catch(ignoreMissing)
    await rename(part, path)
    await syncFolder(dirname(path))
    return made
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
}

/** A folder beside `path` for the parts of what will be written there, removed whatever happens. */
export async function workFolder<T>(path: string, work: (folder: string) => Promise<T>): Promise<T> {
  const part = await makePart(path)
  try {
    return await work(part)
  } finally {
    await rm(part, { recursive: true, force: true })
  }
}

async function makePart(path: string): Promise<string> {
  await removeLeftovers(path)
  const part = `${partPrefix(path)}${process.pid}-${randomBytes(6).toString('hex')}`
  await mkdir(part, { recursive: true })
  return part
}

/** The files of a folder, each made when its first bytes come. */
export class FolderFiles {
  readonly #folder: string
  readonly #files = new Map<string, FileHandle>()

  constructor(folder: string) {
    this.#folder = folder
  }

  async append(name: string, data: Uint8Array): Promise<void> {
    let file = this.#files.get(name)
    if (file === undefined) {
      file = await open(join(this.#folder, name), 'wx')
      this.#files.set(name, file)
    }
    await file.writeFile(data)
  }

  /** On disk when it returns. */
  async finish(): Promise<void> {
    for (const file of this.#files.values()) await file.sync()
    await this.close()
  }

  async close(): Promise<void> {
    for (const file of this.#files.values()) await file.close()
    this.#files.clear()
  }
}

async function refuseFull(path: string): Promise<void> {
  const held = await readdir(path).catch(ignoreMissing)
  if (held !== undefined && held.length > 0)
    throw new WorkbenchError(
      'refused',
      `The folder ${basename(path)} holds something already; the export needs a new or empty one. Nothing was written. Choose another name.`,
    )
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}

const partPrefix = (path: string): string => join(dirname(path), `.${basename(path)}.unfinished-`)

/** Removes what an export to the same path that was killed has left. */
async function removeLeftovers(path: string): Promise<void> {
  const prefix = basename(partPrefix(path))
  const names = await readdir(dirname(path)).catch(ignoreMissing)
  for (const name of names ?? [])
    if (name.startsWith(prefix) && !isRunning(Number(name.slice(prefix.length).split('-')[0])))
      await rm(join(dirname(path), name), { recursive: true, force: true })
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
