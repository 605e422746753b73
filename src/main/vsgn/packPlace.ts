import { readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { kindOf } from '../system/fileKind.ts'
import { fileReason } from '../system/fileReason.ts'
import { makeFolders } from '../system/makeFolders.ts'
import { MANIFEST_FILE, parseManifest } from './packManifest.ts'

/**
 * Asks before hours of work whether a pack can be written to a folder. Throws WorkbenchError `refused` where something
 * else than a pack stands there, `storage` where nothing can be written.
 */
export function requirePackPlace(folder: string): Promise<void> {
  return fillPackPlace(folder, () => Promise.resolve())
}

/** Has a pack written into a hidden folder beside its place, which is gone in the end. Throws as `requirePackPlace`. */
export async function fillPackPlace(folder: string, fill: (partial: string) => Promise<void>): Promise<void> {
  const partial = path.join(path.dirname(folder), `.${path.basename(folder)}.partial`)
  try {
    await refuseForeign(folder)
    await rm(partial, { recursive: true, force: true })
    await makeFolders(partial)
    await fill(partial)
  } catch (error) {
    throw asStorage(error, folder)
  } finally {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined)
  }
}

async function refuseForeign(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (found === null) return
  if (!found.isDirectory())
    throw new WorkbenchError(
      'refused',
      `${folder}: expected a new folder for the pack, found ${kindOf(found)}. Choose another name.`,
    )
  const foreign = await foreignFile(folder)
  if (foreign !== null)
    throw new WorkbenchError(
      'refused',
      `${folder} holds files that are not a model pack (${foreign}). Choose an empty or a new folder.`,
    )
}

/** A pack is replaced whole: whatever its manifest does not list would be lost. */
async function foreignFile(folder: string): Promise<string | null> {
  const names = await readdir(folder)
  const listed = names.includes(MANIFEST_FILE) ? await listedFiles(path.join(folder, MANIFEST_FILE)) : []
  return names.find((name) => !listed.includes(name)) ?? null
}

/** Nothing for a manifest of another kind, as web pages have one. */
async function listedFiles(manifest: string): Promise<readonly string[]> {
  try {
    const { files } = parseManifest(await readFile(manifest, 'utf8'), manifest)
    return [MANIFEST_FILE, ...Object.keys(files)]
  } catch {
    return []
  }
}

function asStorage(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || error instanceof WorkbenchError || !('code' in error)) return error
  const code = String(error.code)
  const [found, advice] = fileReason(code)
  return new WorkbenchError('storage', `The pack cannot be written to ${folder}: ${found}. ${advice}.`, {
    code,
  })
}
