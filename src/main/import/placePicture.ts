import { chmod, copyFile, open, rename, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { quoted } from '../formats/problemText.ts'
import { dropPart } from '../system/partFile.ts'

/**
 * Copies a picture to where its hash says it belongs, whole or not at all, and on disk before it returns. A file that
 * is already there holds the same bytes, for its name is their hash. Throws `storage`.
 */
export async function placePicture(from: string, to: string, bytes: number): Promise<void> {
  const there = await stat(to).catch(() => null)
  if (there?.size === bytes) return
  const part = join(dirname(to), `.${process.pid}-copying.part`)
  try {
    await copyFile(from, part)
    // The copy has the rights of the original, and who may only read a file cannot bring it to disk everywhere.
    await chmod(part, 0o644)
    const file = await open(part, 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, to)
  } catch (error) {
    await dropPart(part)
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new WorkbenchError('storage', trouble(basename(from), String(error.code)), {
      code: String(error.code),
    })
  }
}

function trouble(name: string, code: string): string {
  const [found, advice] =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? ['the disk is full', 'Free some space and import again']
      : [`the system answers ${code}`, 'Check the disk and the folder of the project']
  return `The picture ${quoted(name)} could not be copied into the project: ${found}. ${advice}.`
}
