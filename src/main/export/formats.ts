import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { quoted } from '../../shared/domain/visibleText.ts'
import type { PostWriter } from './exportTypes.ts'
import { imgidWriter } from './imgidWriter.ts'
import { jsonlWriter } from './jsonlWriter.ts'

/** Every format the program writes. A new one is a file and a line here. */
export const POST_WRITERS: readonly PostWriter[] = [imgidWriter, jsonlWriter]

/** The writer of a format; a retraining set is written in `imgid`. Throws `invalid-input` for an unknown name. */
export function writerOf(format: string): PostWriter {
  const name = format === 'retrain' ? 'imgid' : format
  const writer = POST_WRITERS.find((each) => each.name === name)
  if (writer !== undefined) return writer
  const known = [...POST_WRITERS.map((each) => each.name), 'retrain'].join(', ')
  throw new WorkbenchError(
    'invalid-input',
    `The format ${quoted(format)} is not known; expected one of ${known}.`,
  )
}
