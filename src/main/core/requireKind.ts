import { stat } from 'node:fs/promises'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { kindOf } from '../system/fileKind.ts'

/** A file of posts, or a folder of documents. @throws WorkbenchError in words a person can act on. */
export async function requirePosts(path: string): Promise<void> {
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() === true
  if (!isFolder) await requireKind(path, 'file')
}

/** Checks that a path leads to a file or a folder. @throws WorkbenchError in words a person can act on. */
export async function requireKind(path: string, kind: 'file' | 'folder'): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const missing = code === 'ENOENT' || code === 'ENOTDIR'
    const reason = missing ? `there is no such ${kind}` : `it cannot be opened (${code})`
    throw new WorkbenchError('not-found', `${path}: ${reason}. Check its name.`)
  })
  if (kind === 'file' ? found.isFile() : found.isDirectory()) return
  throw new WorkbenchError('invalid-input', `${path}: expected a ${kind}, found ${kindOf(found)}.`)
}
