import { setImmediate as nextTurn } from 'node:timers/promises'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { uncut } from '../../shared/domain/recut.ts'
import { importBoxes } from './boxImport.ts'
import { captionFindings, readCaptions } from './captions.ts'
import type { Captions } from './captions.ts'
import { FileFault } from '../formats/fileFault.ts'
import { FileImport } from './fileImport.ts'
import type { FileProgress, ImportRun } from './importRun.ts'
import { FindingList } from './importReport.ts'
import type { BoxCounts, CaptionReport, ImportReport, PictureCounts } from './importReport.ts'
import type { ImportJob, ImportTarget } from './importTypes.ts'
import { importPictures } from './pictureImport.ts'
import { PostRegister } from './postRegister.ts'
import type { Aftermath } from '../formats/problemText.ts'

/**
 * Imports files: each is streamed, checked and staged in small transactions, and in the end all are published in one.
 * Whatever stops it before (a bad record without `skipBad`, cancel, a failure, a kill) leaves the project as it was.
 *
 * Gives a report in every case a file decides. Throws `cancelled`, `invalid-input` for choices nobody offers, and what
 * the store throws.
 */
export async function importPosts(job: ImportJob): Promise<ImportReport> {
  const files: FileImport[] = []
  const { target } = job
  const total = job.sources.reduce((sum, source) => sum + source.size, 0)
  const breathe = async (file?: FileProgress): Promise<void> => {
    await nextTurn()
    if (job.signal?.aborted === true)
      throw new WorkbenchError('cancelled', 'The import was cancelled. Nothing was imported.')
    if (file === undefined) return
    const done = files.reduce((sum, each) => sum + each.bytesRead, 0)
    job.onProgress?.({ done, total, unit: 'bytes', note: `${file.name}: ${file.counts.read} posts` })
  }
  try {
    const ofCaptions = new FindingList()
    const captions = await captionsOf(job, ofCaptions)
    const run = newRun(job, captions, breathe)
    run.spoilt = ofCaptions.errors > 0 && !job.options.skipBad
    await rememberProject(target, run)
    for (const source of job.sources) {
      const file = new FileImport(run, source)
      files.push(file)
      await file.read()
    }
    const pictures = run.spoilt ? noPictures : await importPictures(run, files)
    const boxes = run.spoilt ? null : await importBoxes(run, files)
    const staged = stagedIds(files)
    const errors = ofCaptions.errors + files.reduce((sum, file) => sum + file.findings.errors, 0)
    const stored = files.reduce((sum, file) => sum + file.report(false, { kind: 'left-out' }).stored, 0)
    const rejected = run.spoilt || (errors > 0 && stored === 0)
    if (rejected) target.files.discard(staged)
    else target.files.publish(staged)
    return reportOf({ files, captions, ofCaptions, pictures, boxes, rejected, run })
  } catch (error) {
    forget(target, stagedIds(files))
    throw withAftermath(error)
  }
}

/** On a full disk even this may fail; then the next opening of the project does it, and the first error is the one to tell. */
function forget(target: ImportTarget, fileIds: readonly number[]): void {
  try {
    target.files.discard(fileIds)
  } catch (error) {
    if (!(error instanceof WorkbenchError)) throw error
  }
}

/** The store cannot know that what it could not save was an import. */
function withAftermath(error: unknown): unknown {
  if (!(error instanceof WorkbenchError) || error.kind !== 'storage') return error
  if (error.message.includes(NOTHING)) return error
  return new WorkbenchError('storage', `${NOTHING} ${error.message}`, error.details)
}

const NOTHING = 'Nothing was imported.'

const noPictures: PictureCounts = { found: 0, missing: 0, broken: 0, refused: 0 }

function newRun(job: ImportJob, captions: Captions | null, breathe: ImportRun['breathe']): ImportRun {
  return {
    job,
    labels: new Set(job.target.labels.map((label) => label.name)),
    register: new PostRegister(),
    captions,
    captionUses: new Map(),
    pictureNames: new Map(),
    mentions: new Map(),
    spoilt: false,
    breathe,
  }
}

function stagedIds(files: readonly FileImport[]): number[] {
  return files.flatMap((file) => file.fileId ?? [])
}

async function captionsOf(job: ImportJob, findings: FindingList): Promise<Captions | null> {
  if (job.captions === null) return null
  try {
    const captions = await readCaptions(job.captions, null)
    // One by one: a call takes no hundred thousand arguments, and every line of a wrong file may be a finding.
    for (const finding of captions.findings) findings.add(finding)
    return captions
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    findings.add(error.finding)
    return null
  }
}

const BATCH = 500

/** Posts already in the project count in every comparison. */
async function rememberProject(target: ImportTarget, run: ImportRun): Promise<void> {
  const files = new Map(target.files.list().map((file) => [file.id, file]))
  const elsewhere = { name: 'the project' }
  for (let position = 0; ;) {
    const posts = target.posts.after(position, BATCH)
    for (const post of posts)
      run.register.add(
        { ...uncut(post), picture: post.picture?.name ?? null },
        files.get(post.fileId) ?? elsewhere,
      )
    const last = posts.at(-1)
    if (last === undefined) return
    position = last.position
    await run.breathe()
  }
}

interface Ended {
  readonly files: readonly FileImport[]
  readonly captions: Captions | null
  readonly ofCaptions: FindingList
  readonly pictures: PictureCounts
  readonly boxes: BoxCounts | null
  readonly rejected: boolean
  readonly run: ImportRun
}

function reportOf({ files, captions, ofCaptions, pictures, boxes, rejected, run }: Ended): ImportReport {
  const read = files.reduce((sum, file) => sum + file.counts.read, 0)
  const refused = files.reduce((sum, file) => sum + file.counts.refused, 0)
  const aftermath: Aftermath = rejected ? { kind: 'rejected', refused, read } : { kind: 'left-out' }
  const reports = files.map((file) => file.report(rejected, aftermath))
  const used = [...run.captionUses.values()].reduce((sum, uses) => sum + uses, 0)
  ofCaptions.add(...captionFindings(run.captionUses, rejected ? 0 : (captions?.byKey.size ?? 0)))
  const captionReport = captionReportOf(run, captions, ofCaptions, rejected ? 0 : used, rejected)
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
  used: number,
  rejected: boolean,
): CaptionReport | null {
  const source = run.job.captions
  if (source === null) return null
  const read = captions?.read ?? 0
  const refused = captions?.refused ?? 0
  const stored = rejected ? 0 : (captions?.byKey.size ?? 0)
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
    problemCount: findings.count,
    problems: findings.problems(source.name, aftermath),
  }
}
