import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { safePath } from '../security/safePath.ts'

/** What the core knows about a picture of the open project. */
export interface StoredPicture {
  /** Absolute; directly in the folder that holds every picture of the project. */
  readonly path: string
  /** What the bytes were decoded as when they were imported. */
  readonly format: string
}

export interface PictureFile {
  readonly path: string
  readonly bytes: number
  readonly contentType: string
}

const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['jpeg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['gif', 'image/gif'],
])

/** Posts carry pictures of a few megabytes; anything beyond this is no such picture. */
const MAX_BYTES = 64 * 1024 * 1024

/**
 * The file behind `/image/<sha256>`, or null for everything that is not a picture of the open project: the store
 * decides by the hash, the file must lie in its folder with links followed, and the type is the one found by decoding,
 * never SVG.
 */
export async function findPicture(
  hash: string,
  lookUp: (hash: string) => StoredPicture | null,
): Promise<PictureFile | null> {
  if (!/^[0-9a-f]{64}$/.test(hash)) return null
  const stored = lookUp(hash)
  const contentType = CONTENT_TYPES.get(stored?.format ?? '')
  if (stored === null || contentType === undefined) return null
  const path = await safePath(dirname(stored.path), basename(stored.path))
  const found = path === null ? null : await stat(path).catch(() => null)
  if (path === null || !found?.isFile() || found.size > MAX_BYTES) return null
  return { path, bytes: found.size, contentType }
}
