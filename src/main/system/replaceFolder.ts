import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from './partFile.ts'

/**
 * Gives a whole folder the place of another, for good. Until it has it the one before stays: in its place, or as `aside`,
 * where a kill between the two renames leaves it.
 */
export async function replaceFolder(part: string, folder: string, aside: string): Promise<void> {
  if (existsSync(folder)) {
    await rm(aside, { recursive: true, force: true })
    await rename(folder, aside)
  }
  await rename(part, folder)
  await syncFolder(dirname(folder))
  await rm(aside, { recursive: true, force: true })
}
