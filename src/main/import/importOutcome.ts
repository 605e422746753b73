import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { captionFindings } from './captions.ts'
import type { Captions } from './captions.ts'
import type {
  BoxCounts,
  CaptionReport,
  FileReport,
  FindingList,
  ImportReport,
  PictureCounts,
} from './importReport.ts'
import type { ImportRun } from './importRun.ts'
import type { Aftermath } from '../formats/problemText.ts'

/** A file that was read, or whose posts got something. */
export interface ReportedFile {
  readonly counts: { readonly read: number; readonly refused: number }
  report(rejected: boolean, aftermath: Aftermath): FileReport
}

export interface Ended {
  readonly files: readonly ReportedFile[]
  /** What is wrong with the captions file. */
  readonly ofCaptions: FindingList
  readonly pictures: PictureCounts
  readonly boxes: BoxCounts | null
  readonly rejected: boolean
  readonly run: ImportRun
}

export const noPictures: PictureCounts = { found: 0, missing: 0, broken: 0, refused: 0 }

export const NOTHING = 'Nothing was imported.'
/** Of pictures, captions and boxes of posts that are in the project. */
export const ADDED_STAYS = 'What was added stays; do the same again to go on.'

/** The store cannot know what that which it could not save was part of. */
export function withAftermath(error: unknown, aftermath: string): unknown {
  if (!(error instanceof WorkbenchError) || error.kind !== 'storage') return error
  if (error.message.includes(aftermath)) return error
  return new WorkbenchError('storage', `${aftermath} ${error.message}`, error.details)
}

/** The document of an import, once it is known what became of it. */
export function reportOf({ files, ofCaptions, pictures, boxes, rejected, run }: Ended): ImportReport {
  const { captions } = run
  const read = files.reduce((sum, file) => sum + file.counts.read, 0)
  const refused = files.reduce((sum, file) => sum + file.counts.refused, 0)
  const aftermath: Aftermath = rejected ? { kind: 'rejected', refused, read } : { kind: 'left-out' }
  const reports = files.map((file) => file.report(rejected, aftermath))
  // Captions that posts do not take are of posts.
  const looked = rejected || run.captionsLeft > 0 ? 0 : (captions?.byKey.size ?? 0)
  ofCaptions.add(...captionFindings(run.captionUses, looked))
  const captionReport = captionReportOf(run, captions, ofCaptions, rejected)
  const problems = reports.reduce((sum, file) => sum + file.problemCount, ofCaptions.count)
  return {
    outcome: rejected ? 'rejected' : problems > 0 ? 'accepted-with-warnings' : 'accepted',
    files: reports,
    pictures: rejected ? noPictures : pictures,
    captions: captionReport,
    boxes: rejected ? null : boxes,
  }
}

function captionReportOf(
  run: ImportRun,
  captions: Captions | null,
  findings: FindingList,
  rejected: boolean,
): CaptionReport | null {
  const source = run.job.captions
  if (source === null) return null
  const read = captions?.read ?? 0
  const refused = captions?.refused ?? 0
  const stored = rejected ? 0 : (captions?.byKey.size ?? 0)
  const used = rejected ? 0 : [...run.captionUses.values()].reduce((sum, uses) => sum + uses, 0)
  const aftermath: Aftermath = rejected ? { kind: 'rejected', refused, read } : { kind: 'left-out' }
  return {
    file: source.name,
    format: captions?.format ?? 'unknown',
    encoding: captions?.encoding ?? 'unknown',
    read,
    stored,
    skipped: read - stored - refused,
    refused,
    used,
    left: run.captionsLeft,
    problemCount: findings.count,
    problems: findings.problems(source.name, aftermath),
  }
}
