import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { CancelSignal } from '../../shared/api/contract.ts'
import { COLUMN_KEYS } from '../formats/imgidColumns.ts'
import { ASPECTS } from '../formats/postWriter.ts'
import type { Aspect, WrittenPost } from '../formats/postWriter.ts'
import { atomicWrite } from '../system/atomicWrite.ts'
import { refuseOtherThanFile } from '../system/fileKind.ts'
import { chosenFormat } from './chosenFormat.ts'
import type { ChosenFormat } from './chosenFormat.ts'
import { chosenPosts, leavesOut } from './chosenPosts.ts'
import type { ExportJob, ExportPlan, ExportReport } from './exportJob.ts'
import { writeBundle } from './exportBundle.ts'
import type { ExportOptions, ExportSource, LeftOut } from './exportTypes.ts'
import { innerOf, innerSpanFile, saveInnerSpans } from './innerSpanList.ts'
import { fileTrouble } from './fileTrouble.ts'
import { FolderFiles, newFolder } from './newFolder.ts'
import { writeRecords } from './recordPass.ts'
import { writeRetrainingSet } from './retrainingSet.ts'

/** What an export would write, leave out and lose, without writing. */
export async function planExport(
  source: ExportSource,
  options: ExportOptions,
  signal?: CancelSignal,
): Promise<ExportPlan> {
  let posts = 0
  let spans = 0
  const leftOut: LeftOut[] = []
  const refused: LeftOut[] = []
  const inner: LeftOut[] = []
  const losses = new Map<Aspect, number>()
  const format = chosenFormat(options, null)
  for await (const batch of chosenPosts(source, options, format, signal))
    for (const chosen of batch)
      if (chosen.kind === 'left-out')
        (chosen.cannot && !leavesOut(options) ? refused : leftOut).push(chosen.leftOut)
      else {
        posts++
        spans += chosen.written.spans.length
        inner.push(...innerOf(chosen.written))
        for (const aspect of heldBy(chosen.written))
          if (isLost(aspect, chosen.written, format)) losses.set(aspect, (losses.get(aspect) ?? 0) + 1)
      }
  return {
    posts,
    spans,
    leftOut,
    refused,
    inner,
    losses: ASPECTS.flatMap((aspect) =>
      losses.has(aspect) ? { aspect, posts: losses.get(aspect) ?? 0 } : [],
    ),
  }
}

/** What a post holds beside its words and labels that not every format has a place for. */
function heldBy({ post, scores, unwritten = [] }: WrittenPost): Aspect[] {
  const holds: Readonly<Partial<Record<Aspect, boolean>>> = {
    text: post.text !== post.tokens.join(' '),
    picture: post.picture !== null,
    caption: post.caption !== null,
    split: post.split !== null,
    scores: (scores?.length ?? 0) > 0,
    review: post.state.flagged || post.state.comment !== '' || post.state.reason !== undefined,
    meta: Object.keys(post.meta ?? {}).some((key) => !COLUMN_KEYS.includes(key)),
    regions: (post.picture?.regions.length ?? 0) > 0,
    nested: unwritten.some(({ aspect }) => aspect === 'nested'),
    subtokens: unwritten.some(({ aspect }) => aspect === 'subtokens'),
    columns: COLUMN_KEYS.some((key) => Object.hasOwn(post.meta ?? {}, key)),
  }
  return ASPECTS.filter((aspect) => holds[aspect] === true)
}

function isLost(aspect: Aspect, { post }: WrittenPost, { carries, writer, bundle }: ChosenFormat): boolean {
  // A format that knows a picture by the post's id loses the name of one that is called otherwise.
  if (aspect === 'picture' && bundle === null && writer.pictureName !== undefined)
    return writer.pictureName(post) !== post.picture?.name
  return !carries.includes(aspect) && !(aspect === 'columns' && carries.includes('meta'))
}

/**
 * Writes posts to a file, to a zip, or to a new folder where the format has several files, whole or not at all: until the
 * last byte is on disk the path keeps what it held. Throws `refused` where nothing is left to write or, without `leaveOut`, where
 * the format cannot hold a post; `storage` where the disk fails; `cancelled`.
 */
export async function exportPosts(job: ExportJob): Promise<ExportReport> {
  if (job.options.leaveOutInner === true) await refuseOtherThanFile(innerSpanFile(job.path))
  const report = await writeExport(job)
  if (report.inner !== undefined) await saveInnerSpans(job.path, report.inner)
  return report
}

async function writeExport(job: ExportJob): Promise<ExportReport> {
  if (job.options.format === 'retrain') return writeRetrainingSet(job)
  const { options, path } = job
  const format = chosenFormat(options, path)
  const hash = createHash('sha256')
  let bytes = 0
  const count = (data: Uint8Array): void => {
    hash.update(data)
    bytes += data.length
  }
  try {
    const { bundle } = format
    const counts =
      bundle !== null
        ? await toZip({ ...format, bundle })
        : format.variant.severalFiles === true
          ? await toFolder()
          : await toFile()
    return { file: basename(path), format: options.format, ...counts, sha256: hash.digest('hex') }
  } catch (error) {
    throw fileTrouble(error, basename(path), bytes)
  }

  async function toFile(): Promise<Counts> {
    let counts: Counts = { tweets: 0, spans: 0, leftOut: [] }
    await atomicWrite(path, async (file) => {
      counts = await writeRecords(job, format, async (_name, data) => {
        await file.write(data)
        count(data)
      })
    })
    return counts
  }

  function toZip(bundled: Parameters<typeof writeBundle>[1]): Promise<Counts> {
    return writeBundle(job, bundled, (pieces) =>
      atomicWrite(path, async (file) => {
        for await (const data of pieces) {
          await file.write(data)
          count(data)
        }
      }),
    )
  }

  function toFolder(): Promise<Counts> {
    return newFolder(path, async (folder) => {
      const files = new FolderFiles(folder)
      try {
        const counts = await writeRecords(job, format, async (name, data) => {
          await files.append(name ?? basename(path), data)
          count(data)
        })
        await files.finish()
        return counts
      } finally {
        await files.close()
      }
    })
  }
}

type Counts = Awaited<ReturnType<typeof writeRecords>>
