import { setImmediate as nextTurn } from 'node:timers/promises'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { uncut } from '../../shared/domain/recut.ts'
import { importBoxes } from './boxImport.ts'
import { completeFiles } from './completeFiles.ts'
import type { Completed, Completion } from './completeFiles.ts'
import { FileImport } from './fileImport.ts'
import { ADDED_STAYS, NOTHING, noPictures, reportOf, withAftermath } from './importOutcome.ts'
import { openRun } from './importRun.ts'
import type { FileProgress, ImportRun } from './importRun.ts'
import { FindingList } from './importReport.ts'
import type { BoxCounts, ImportReport } from './importReport.ts'
import type { ImportJob, ImportTarget } from './importTypes.ts'
import { importPictures } from './pictureImport.ts'

/**
 * Imports files: each is streamed, checked and staged in small transactions, and in the end all are published in one.
 * Whatever stops it before (a bad record without `skipBad`, cancel, a failure, a kill) leaves the project as it was.
 * A file that is in the project already adds no posts; then those that are there get the pictures, captions and boxes
 * that were given and that they lack.
 *
 * Gives a report in every case a file decides. Throws `cancelled`, `invalid-input` for choices nobody offers, and what
 * the store throws.
 */
export async function importPosts(job: ImportJob): Promise<ImportReport> {
  const files: FileImport[] = []
  const { target } = job
  const total = job.sources.reduce((sum, source) => sum + source.size, 0)
  let published = false
  const breathe = async (file?: FileProgress): Promise<void> => {
    await nextTurn()
    if (job.signal?.aborted === true)
      throw new WorkbenchError(
        'cancelled',
        published ? `The import was stopped. ${ADDED_STAYS}` : `The import was cancelled. ${NOTHING}`,
      )
    if (file === undefined) return
    const done = files.reduce((sum, each) => sum + each.bytesRead, 0)
    job.onProgress?.({ done, total, unit: 'bytes', note: `${file.name}: ${file.counts.read} posts` })
  }
  try {
    const ofCaptions = new FindingList()
    const run = await openRun(job, ofCaptions, breathe)
    await rememberProject(target, run)
    for (const source of job.sources) {
      const file = new FileImport(run, source)
      files.push(file)
      await file.read()
    }
    const completions = completionsOf(run, files)
    const staged = stagedIds(files)
    const errors = ofCaptions.errors + files.reduce((sum, file) => sum + file.findings.errors, 0)
    const stored = files.reduce((sum, file) => sum + file.report(false, { kind: 'left-out' }).stored, 0)
    const rejected = run.spoilt || (errors > 0 && stored === 0 && completions.length === 0)
    if (rejected) {
      target.files.discard(staged)
      return reportOf({ files, ofCaptions, pictures: noPictures, boxes: null, rejected, run })
    }
    const pictures = await importPictures(run, files)
    const boxes = await importBoxes(run, files)
    target.files.publish(staged)
    published = true
    const both = together({ pictures, boxes }, await completeFiles(run, completions))
    return reportOf({ files, ofCaptions, ...both, rejected, run })
  } catch (error) {
    if (published) throw withAftermath(error, ADDED_STAYS)
    forget(target, stagedIds(files))
    throw withAftermath(error, NOTHING)
  }
}

/** Files of the project that were given again, with something for their posts. */
function completionsOf(run: ImportRun, files: readonly FileImport[]): Completion[] {
  const completions = new Map<number, Completion>()
  for (const { known, pictures, boxes, findings } of files)
    if (known !== null && (pictures ?? boxes ?? run.captions) !== null)
      completions.set(known.id, { file: known, pictures, boxes, findings })
  return [...completions.values()]
}

function together(imported: Completed, completed: Completed): Completed {
  const sum = <K extends string>(a: Record<K, number>, b: Record<K, number>): Record<K, number> =>
    Object.fromEntries(Object.entries<number>(a).map(([key, count]) => [key, count + b[key as K]])) as Record<
      K,
      number
    >
  const boxes: readonly (BoxCounts | null)[] = [imported.boxes, completed.boxes]
  return {
    pictures: sum({ ...imported.pictures }, { ...completed.pictures }),
    boxes: boxes.reduce((all, each) =>
      all === null || each === null ? (all ?? each) : sum({ ...all }, { ...each }),
    ),
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

function stagedIds(files: readonly FileImport[]): number[] {
  return files.flatMap((file) => file.fileId ?? [])
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
