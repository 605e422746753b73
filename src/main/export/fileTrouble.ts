import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { UnconfirmedWrite } from '../system/partFile.ts'

const REASONS: Readonly<Record<string, readonly [found: string, advice: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space, or choose another disk'],
  EDQUOT: ['the quota of the disk is used up', 'Free some space, or choose another disk'],
  EACCES: ['it may not be written', 'Choose another folder, or ask for the right to write there'],
  EPERM: ['it may not be written', 'Close the program that holds it, or choose another name'],
  EBUSY: ['another program holds it', 'Close that program, or choose another name'],
  EROFS: ['the disk cannot be written', 'Choose another disk'],
  EISDIR: ['a folder of that name is there', 'Choose another name'],
  ENOTDIR: ['a part of its path is a file', 'Choose another folder'],
  EIO: ['the disk reports a failure', 'Check the disk, or choose another one'],
}

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
  const [found, advice] = REASONS[code] ?? [`the system answers ${code}`, 'Choose another folder']
  const size = code === 'ENOSPC' || code === 'EDQUOT' ? ` after ${bytes} bytes` : ''
  return new WorkbenchError(
    'storage',
    `${name} could not be written: ${found}${size}. What was there before is unchanged. ${advice}.`,
    { code },
  )
}
