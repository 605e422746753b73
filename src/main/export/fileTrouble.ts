import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { fileReason } from '../system/fileReason.ts'
import { UnconfirmedWrite } from '../system/partFile.ts'

/** A failure of the file system in words for a person. What is no such failure comes back as it is. */
export function fileTrouble(error: unknown, name: string, bytes: number): unknown {
  if (!(error instanceof Error) || error instanceof WorkbenchError || !('code' in error)) return error
  const code = String(error.code)
  if (error instanceof UnconfirmedWrite)
    return new WorkbenchError(
      'storage',
      `${name} is written whole, but the disk did not confirm it (${code}): it may be gone after a power cut. Check the disk, then export again.`,
      { code },
    )
  const [found, advice] = fileReason(code)
  const size = code === 'ENOSPC' || code === 'EDQUOT' ? ` after ${bytes} bytes` : ''
  return new WorkbenchError(
    'storage',
    `${name} could not be written: ${found}${size}. What was there before is unchanged. ${advice}.`,
    { code },
  )
}
