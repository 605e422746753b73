import { basename } from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { atomicWriteFile } from '../system/atomicWrite.ts'
import { fileReason } from '../system/fileReason.ts'
import { UnconfirmedWrite } from '../system/partFile.ts'
import type { WrittenPost } from '../formats/postWriter.ts'
import type { LeftOut } from './exportTypes.ts'
import { fileTrouble } from './fileTrouble.ts'

/** The spans of a post that are not written because they lie inside others or are parts of tokens. */
export function innerOf({ post, unwritten = [] }: WrittenPost): LeftOut[] {
  return unwritten.map(({ words }) => ({ externalId: post.externalId, reason: words }))
}

/** The list beside an export: `NAME.inner-spans.tsv`. */
export function innerSpanFile(path: string): string {
  return `${path}.inner-spans.tsv`
}

/**
 * Writes the list beside an export that stands already, so that who uses the file knows what it does not say. Throws
 * `storage`.
 */
export async function saveInnerSpans(path: string, inner: readonly LeftOut[]): Promise<void> {
  const file = innerSpanFile(path)
  const rows = inner.map(
    ({ externalId, reason }) => `${JSON.stringify(externalId)}\t${JSON.stringify(reason)}\n`,
  )
  try {
    await atomicWriteFile(file, `post\tspan\n${rows.join('')}`)
  } catch (error) {
    if (error instanceof UnconfirmedWrite || !(error instanceof Error && 'code' in error))
      throw fileTrouble(error, basename(file), 0)
    const code = String(error.code)
    const [found, advice] = fileReason(code)
    throw new WorkbenchError(
      'storage',
      `${basename(path)} is written whole, but ${basename(file)}, which lists what it leaves out, is not: ${found}. ${advice}, and export again.`,
      { code },
    )
  }
}
