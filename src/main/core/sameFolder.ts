import { existsSync, realpathSync } from 'node:fs'

/** Whether both paths lead to one folder: by a link, or by letters of the other case where the system minds none. */
export function sameFolder(open: string, asked: string): boolean {
  if (open === asked) return true
  return existsSync(open) && existsSync(asked) && realpathSync.native(open) === realpathSync.native(asked)
}
