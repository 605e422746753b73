import { setImmediate as nextTurn } from 'node:timers/promises'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { StoredFile } from '../store/types.ts'
import { completeFiles } from './completeFiles.ts'
import { storedFile } from './fileChanges.ts'
import { ADDED_STAYS, noPictures, reportOf, withAftermath } from './importOutcome.ts'
import type { ReportedFile } from './importOutcome.ts'
import { FindingList } from './importReport.ts'
import type { ImportReport } from './importReport.ts'
import { openRun } from './importRun.ts'
import { DEFAULT_IMPORT_OPTIONS } from './importTypes.ts'
import type { ImportJob } from './importTypes.ts'

export interface AddJob extends Pick<
  ImportJob,
  'target' | 'captions' | 'pictures' | 'boxes' | 'signal' | 'onProgress'
> {
  /** The file of the project. */
  readonly fileId: number
}

/**
 * Gives the posts of a file of the project the pictures, captions and boxes they lack, as importing the file again with
 * them does. The report is that of an import that adds no post. Throws `not-found`, `cancelled`, and what the store throws.
 */
export async function addPictures({ fileId, ...given }: AddJob): Promise<ImportReport> {
  const { target, pictures, boxes = null, signal } = given
  const breathe = async (): Promise<void> => {
    await nextTurn()
    if (signal?.aborted === true)
      throw new WorkbenchError('cancelled', `Adding pictures was stopped. ${ADDED_STAYS}`)
  }
  const file = storedFile(target.files, fileId)
  const [findings, ofCaptions] = [new FindingList(), new FindingList()]
  const run = await openRun({ ...given, options: DEFAULT_IMPORT_OPTIONS }, ofCaptions, breathe)
  const completed = run.spoilt
    ? { pictures: noPictures, boxes: null }
    : await completeFiles(run, [{ file, pictures, boxes, findings }]).catch((error: unknown) => {
        throw withAftermath(error, ADDED_STAYS)
      })
  const files = [reported(file, findings)]
  return reportOf({ files, ofCaptions, ...completed, rejected: run.spoilt, run })
}

/** All its posts were there before. */
function reported({ name, format, encoding, posts }: StoredFile, findings: FindingList): ReportedFile {
  return {
    counts: { read: posts, refused: 0 },
    report: (_rejected, aftermath) => ({
      file: name,
      entry: null,
      format,
      encoding,
      takenFor: null,
      split: null,
      read: posts,
      stored: 0,
      skipped: posts,
      refused: 0,
      problemCount: findings.count,
      problems: findings.problems(name, aftermath),
    }),
  }
}
