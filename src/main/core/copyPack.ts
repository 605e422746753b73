import { existsSync } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { describePack } from '../vsgn/describeModel.ts'
import { readPackFiles } from '../vsgn/modelPack.ts'
import { MANIFEST_FILE } from '../vsgn/packManifest.ts'

/** What was copied. */
export interface CopiedPack {
  readonly folder: string
  readonly sha256: string
  readonly bytes: number
}

/** Folders that are being made: a second copy of the same name would take the files of the first away. */
const underWay = new Set<string>()

/**
 * Copies a pack: its manifest and the files that lists, no others. It appears under its new name whole or not at all.
 *
 * @throws WorkbenchError `model` when a hash is wrong, `not-found` where there is no pack, `refused` when the name is
 * taken or being taken.
 */
export async function copyPack(from: string, to: string): Promise<CopiedPack> {
  const { manifest, sha256 } = await readPackFiles(from)
  await describePack(from)
  if (existsSync(to))
    throw new WorkbenchError(
      'refused',
      `${to} exists already. Choose another name, or take away what is there.`,
    )
  if (underWay.has(to))
    throw new WorkbenchError('refused', `A model is being copied to ${to} just now. Wait until it is there.`)
  underWay.add(to)
  const partial = hiddenBeside(to, 'partial')
  try {
    await rm(partial, { recursive: true, force: true })
    await mkdir(partial, { recursive: true })
    for (const name of [...Object.keys(manifest.files), MANIFEST_FILE])
      await copyFile(join(from, name), join(partial, name))
    // read again: what was copied is what was checked
    await readPackFiles(partial)
    await rename(partial, to)
  } catch (error) {
    await rm(partial, { recursive: true, force: true })
    throw error
  } finally {
    underWay.delete(to)
  }
  const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0)
  return { folder: to, sha256, bytes }
}

/** Takes a pack away; it is gone from the list at once, also when deleting its files fails half-way. */
export async function removePack(folder: string): Promise<void> {
  const gone = hiddenBeside(folder, 'deleted')
  await rm(gone, { recursive: true, force: true })
  await rename(folder, gone)
  await rm(gone, { recursive: true, force: true })
}

function hiddenBeside(folder: string, why: string): string {
  return join(dirname(folder), `.${basename(folder)}.${why}`)
}
