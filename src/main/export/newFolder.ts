import { mkdir, open, readdir, rmdir, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { kindOf } from '../system/fileKind.ts'
import { makeFolders } from '../system/makeFolders.ts'
import { dropPart, partPath, placePart, removeLeftovers, syncFolder } from '../system/partFile.ts'

/**
 * Makes a folder whole or not at all: `fill` writes into one beside it that takes its name in the end. Throws `refused`
 * where a folder of that name holds something, what the file system throws, and `UnconfirmedWrite` as a file does.
 */
export async function newFolder<T>(path: string, fill: (folder: string) => Promise<T>): Promise<T> {
  await refuseFull(path)
  return workFolder(path, async (part) => {
    const made = await fill(part)
    await syncFolder(part)
    // An empty folder of that name gives way: on POSIX to the rename itself.
    if (process.platform === 'win32') await rmdir(path).catch(ignoreMissing)
    await placePart(part, path)
    return made
  })
}

/** A folder beside `path` for the parts of what will be written there, removed whatever happens. */
export async function workFolder<T>(path: string, work: (folder: string) => Promise<T>): Promise<T> {
  await makeFolders(dirname(path))
  await removeLeftovers(dirname(path), basename(path))
  const part = partPath(path)
  try {
    await mkdir(part)
    return await work(part)
  } finally {
    await dropPart(part)
  }
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

  /** Closes every file, also behind one that cannot be closed; then throws why that one could not. */
  async close(): Promise<void> {
    const files = [...this.#files.values()]
    this.#files.clear()
    const closed = await Promise.allSettled(files.map((file) => file.close()))
    for (const each of closed) if (each.status === 'rejected') throw each.reason
  }
}

async function refuseFull(path: string): Promise<void> {
  const found = await stat(path).catch(ignoreMissing)
  if (found === undefined) return
  if (!found.isDirectory())
    throw new WorkbenchError(
      'refused',
      `${basename(path)}: expected a new or empty folder, found ${kindOf(found)}. Nothing was written. Choose another name.`,
    )
  if ((await readdir(path)).length > 0)
    throw new WorkbenchError(
      'refused',
      `The folder ${basename(path)} holds something already; the export needs a new or empty one. Nothing was written. Choose another name.`,
    )
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
  throw error
}
