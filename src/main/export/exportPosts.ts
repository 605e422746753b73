import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { CancelSignal } from '../../shared/api/contract.ts'
import { atomicWrite } from '../system/atomicWrite.ts'
import { chosenPosts, nothingToWrite } from './chosenPosts.ts'
import type { ExportJob, ExportPlan, ExportReport } from './exportJob.ts'
import type { ExportOptions, ExportSource, LeftOut } from './exportTypes.ts'
import type { RecordWriter, WrittenPost } from '../formats/postWriter.ts'
import { fileTrouble } from './fileTrouble.ts'
import { writerOf } from '../formats/formatList.ts'
import { writeRetrainingSet } from './retrainingSet.ts'

/** What an export would write and leave out, without writing. */
export async function planExport(
  source: ExportSource,
  options: ExportOptions,
  signal?: CancelSignal,
): Promise<ExportPlan> {
  let posts = 0
  let spans = 0
  const leftOut: LeftOut[] = []
  for await (const batch of chosenPosts(source, options, writerOf(options.format), signal))
    for (const chosen of batch)
      if (chosen.kind === 'left-out') leftOut.push(chosen.leftOut)
      else {
        posts++
        spans += chosen.written.spans.length
      }
  return { posts, spans, leftOut }
}

/**
 * Writes posts to a file, or a retraining set to a folder, whole or not at all: until the last byte is on disk the path
 * keeps what it held. Throws `refused` where nothing is left to write, `storage` where the disk fails, `cancelled`.
 */
export async function exportPosts(job: ExportJob): Promise<ExportReport> {
  if (job.options.format === 'retrain') return writeRetrainingSet(job)
  const { source, options, path } = job
  const writer = writerOf(options.format)
  const hash = createHash('sha256')
  const total = source.posts.count({ which: options.which })
  const leftOut: LeftOut[] = []
  let records: RecordWriter | null = null
  let [tweets, spans, bytes] = [0, 0, 0]
  try {
    await (job.write ?? atomicWrite)(path, async (file) => {
      const put = async (text: string): Promise<void> => {
        const data = Buffer.from(text, 'utf8')
        hash.update(data)
        await file.write(data)
        bytes += data.length
      }
      for await (const batch of chosenPosts(source, options, writer, job.signal)) {
        let text = ''
        for (const chosen of batch) {
          if (chosen.kind === 'left-out') {
            leftOut.push(chosen.leftOut)
            continue
          }
          const { written } = chosen
          records ??= writer.open({ bom: opensWithBom(source, options.format, written) })
          text += records.record(written)
          tweets++
          spans += written.spans.length
        }
        await put(text)
        job.onProgress?.({ done: tweets + leftOut.length, total })
      }
      if (records === null) throw nothingToWrite(options, leftOut)
      await put(records.end())
    })
  } catch (error) {
    throw fileTrouble(error, basename(path), bytes)
  }
  return { file: basename(path), format: options.format, tweets, spans, sha256: hash.digest('hex'), leftOut }
}

/** A file that opened with a byte-order mark gets it back when it is written in the format it came in. */
function opensWithBom(source: ExportSource, format: string, { post }: WrittenPost): boolean {
  const file = source.files.list().find(({ id }) => id === post.fileId)
  return file?.format === format && file.layout?.['bom'] === true
}
