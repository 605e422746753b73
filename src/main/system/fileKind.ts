import type { Stats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'

/** What stands at a path, in words: "a file", "a named pipe". */
export function kindOf(found: Stats): string {
  if (found.isFile()) return 'a file'
  if (found.isDirectory()) return 'a folder'
  if (found.isFIFO()) return 'a named pipe'
  if (found.isSocket()) return 'a socket'
  return 'a device'
}

/**
 * Throws `refused` where something other than a file stands at a path that is to be written: a rename would put a file in
 * the place of a pipe or a device.
 */
export async function refuseOtherThanFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null)
  if (found === null || found.isFile()) return
  throw new WorkbenchError(
    'refused',
    `${basename(path)}: expected a file or a name that is free, found ${kindOf(found)}. Nothing was written. Choose another name.`,
  )
}
