import { copyFile, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/**
 * Copies a picture to where its hash says it belongs, whole or not at all, and on disk before it returns. A file that
 * is already there holds the same bytes, for its name is their hash.
 */
export async function placePicture(from: string, to: string, bytes: number): Promise<void> {
  const there = await stat(to).catch(() => null)
  if (there?.size === bytes) return
  const part = join(dirname(to), `.${process.pid}-copying.part`)
  try {
    await copyFile(from, part)
    const file = await open(part, 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, to)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
