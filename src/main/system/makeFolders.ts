import { mkdirSync, statSync } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

// Node's own recursive call tries for ever where no folder can be made in one that is there, as in /proc.

/** Makes a folder, and those above it that are missing. Throws what the file system throws. */
export async function makeFolders(folder: string): Promise<void> {
  if (await isFolder(folder)) return
  if (dirname(folder) !== folder) await makeFolders(dirname(folder))
  try {
    await mkdir(folder)
  } catch (error) {
    // Another process may have been quicker.
    if (!(await isFolder(folder))) throw error
  }
}

/** {@link makeFolders} for code that does not wait. */
export function makeFoldersSync(folder: string): void {
  if (isFolderSync(folder)) return
  if (dirname(folder) !== folder) makeFoldersSync(dirname(folder))
  try {
    mkdirSync(folder)
  } catch (error) {
    if (!isFolderSync(folder)) throw error
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true
}

function isFolderSync(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
