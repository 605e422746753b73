import { realpath } from 'node:fs/promises'
import { isAbsolute, relative, resolve, sep } from 'node:path'

/**
 * The real path of something that exists inside `root`, or null.
 *
 * `requested` is untrusted: relative to `root`, or absolute and still inside it. Links are followed before the
 * comparison, so a link that leads out of the root is outside. Backslashes, control characters and UNC names are
 * refused on every system, so that one rule holds for all of them; nothing is decoded: `%2e%2e` is a plain name.
 */
export async function safePath(root: string, requested: string): Promise<string | null> {
  if (!isPlainPath(requested)) return null
  const path = resolve(root, requested)
  if (!isInside(resolve(root), path)) return null
  try {
    const [realRoot, realPath] = await Promise.all([realpath(root), realpath(path)])
    return isInside(realRoot, realPath) ? realPath : null
  } catch {
    return null
  }
}

/** True when `path` is `root` or below it. Both absolute; neither is read. */
export function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`))
}

function isPlainPath(text: string): boolean {
  if (text.length > 4096 || text.startsWith('//')) return false
  // On Windows a drive letter and backslashes are how paths are written; elsewhere both are signs of an attempt.
  if (sep === '/' && text.includes('\\')) return false
  for (const character of text) if (character < ' ' || character === '\u007f') return false
  return true
}
