import type { Output, RecordWriter, WrittenPost } from '../formats/postWriter.ts'
import type { ChosenFormat } from './chosenFormat.ts'
import { innerOf } from './innerSpanList.ts'
import { cannotWrite, chosenPosts, leavesOut, nothingToWrite } from './chosenPosts.ts'
import type { ExportJob, ExportReport } from './exportJob.ts'
import type { ExportSource, LeftOut } from './exportTypes.ts'

/** Takes content of one of the files of an export; the name is null where there is only one. */
export type Put = (file: string | null, data: Buffer) => Promise<void>

/**
 * Hands the content of an export to `put`, in order. Throws `refused` where nothing is left to write or where the
 * format cannot hold a post and may not leave it out; then all such posts have been gathered.
 */
export async function writeRecords(
  job: ExportJob,
  format: ChosenFormat,
  put: Put,
): Promise<Pick<ExportReport, 'tweets' | 'spans' | 'leftOut' | 'inner'>> {
  const { source, options } = job
  const total = source.posts.count({ which: options.which })
  const leftOut: LeftOut[] = []
  const refused: LeftOut[] = []
  const inner: LeftOut[] = []
  let records: RecordWriter | null = null
  let [tweets, spans] = [0, 0]
  for await (const batch of chosenPosts(source, options, format, job.signal)) {
    const content = new Gathered()
    for (const chosen of batch) {
      if (chosen.kind === 'left-out') {
        ;(chosen.cannot && !leavesOut(options) ? refused : leftOut).push(chosen.leftOut)
        continue
      }
      const { written } = chosen
      tweets++
      spans += written.spans.length
      inner.push(...innerOf(written))
      if (refused.length > 0) continue
      records ??= format.writer.open({
        options: format.options,
        bom: opensWithBom(source, options.format, written),
        oneFile: source.files.list().length === 1,
        labels: source.labels.map(({ name }) => name),
      })
      content.add(records.record(written))
      if (format.bundle !== null) content.add(format.bundle.captionOf(written))
    }
    await content.hand(put)
    job.onProgress?.({ done: tweets + leftOut.length + refused.length, total })
  }
  if (refused.length > 0) throw cannotWrite(options.format, refused)
  if (records === null) throw nothingToWrite(options, leftOut)
  const rest = new Gathered()
  rest.add(records.end())
  await rest.hand(put)
  return { tweets, spans, leftOut, ...(inner.length === 0 ? {} : { inner }) }
}

/** A file that opened with a byte-order mark gets it back when it is written in the format it came in. */
function opensWithBom(source: ExportSource, format: string, { post }: WrittenPost): boolean {
  const file = source.files.list().find(({ id }) => id === post.fileId)
  return file?.format === format && file.layout?.['bom'] === true
}

/** Content of a batch, so that many short records are one write. */
class Gathered {
  readonly #pieces = new Map<string | null, (string | Uint8Array)[]>()

  add(output: Output): void {
    if (typeof output === 'string' || output instanceof Uint8Array) this.#piece(null, output)
    else for (const { file, text } of output) this.#piece(file, text)
  }

  async hand(put: Put): Promise<void> {
    for (const [file, pieces] of this.#pieces)
      await put(
        file,
        Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece))),
      )
  }

  /** A file of several is made even when nothing stands in it: brat misses annotations that are not there, not those of none. */
  #piece(file: string | null, piece: string | Uint8Array): void {
    if (piece.length === 0 && file === null) return
    const known = this.#pieces.get(file)
    if (known === undefined) this.#pieces.set(file, [piece])
    else known.push(piece)
  }
}
