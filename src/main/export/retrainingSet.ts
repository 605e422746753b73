import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import type { StoredPost } from '../store/types.ts'
import { ImgidFile } from '../formats/imgid.ts'
import { chosenPosts, nothingToWrite } from './chosenPosts.ts'
import type { ExportJob, ExportReport } from './exportJob.ts'
import type { LeftOut } from './exportTypes.ts'
import type { WrittenPost } from '../formats/postWriter.ts'
import { innerOf } from './innerSpanList.ts'
import { fileTrouble } from './fileTrouble.ts'
import { chosenFormat } from './chosenFormat.ts'
import { FolderFiles, newFolder } from './newFolder.ts'

/** One post in ten of those that are in no split is for choosing the best epoch. */
const DEV_SHARE = 10

const SPLIT_FILES: Readonly<Record<string, string>> = {
  train: 'train',
  dev: 'dev',
  valid: 'dev',
  val: 'dev',
  validation: 'dev',
  test: 'test',
}

/**
 * The file of a retraining set a post belongs in: its own split's where that is train, dev (valid) or test, else train
 * or dev by a hash of its id, so that the same post is on the same side in every export.
 */
export function trainingSplit({ split, externalId }: Pick<StoredPost, 'split' | 'externalId'>): string {
  const own = split?.toLowerCase() ?? ''
  if (Object.hasOwn(SPLIT_FILES, own)) return SPLIT_FILES[own] ?? 'train'
  const digest = createHash('sha256').update(externalId, 'utf8').digest()
  return digest.readUInt32BE(0) % DEV_SHARE === 0 ? 'dev' : 'train'
}

/**
 * Writes `train.txt`, `dev.txt`, `test.txt` (IMGID), `captions.jsonl` and `manifest.json` into a new folder: all of
 * them or, whatever goes wrong, no folder at all.
 */
export async function writeRetrainingSet(job: ExportJob): Promise<ExportReport> {
  let written = (): number => 0
  try {
    return await newFolder(job.path, async (folder) => {
      const set = new SetFiles(new FolderFiles(folder))
      written = () => set.bytes
      try {
        return await fill(job, set)
      } finally {
        await set.close()
      }
    })
  } catch (error) {
    throw fileTrouble(error, basename(job.path), written())
  }
}

async function fill(job: ExportJob, set: SetFiles): Promise<ExportReport> {
  const { source, options } = job
  const total = source.posts.count({ which: options.which })
  const leftOut: LeftOut[] = []
  const inner: LeftOut[] = []
  let tweets = 0
  for await (const batch of chosenPosts(source, options, chosenFormat(options, null), job.signal)) {
    for (const chosen of batch) {
      if (chosen.kind === 'left-out') {
        leftOut.push(chosen.leftOut)
        continue
      }
      const { written } = chosen
      tweets++
      inner.push(...innerOf(written))
      await set.add(written)
    }
    job.onProgress?.({ done: tweets + leftOut.length, total })
  }
  if (tweets === 0) throw nothingToWrite(options, leftOut)
  const files = set.list()
  const manifest = {
    kind: 'vsgn-retraining-set',
    version: 1,
    project: source.name,
    madeBy: job.author,
    madeAt: job.at,
    posts: options.which,
    tags: options.tags,
    labels: source.labels.map((label) => label.name),
    /** The model whose spans people saw while they reviewed. */
    preAnnotatedBy: source.predictions.current(),
    files,
    leftOut,
    ...(inner.length === 0 ? {} : { inner }),
  }
  const sha256 = await set.writeWhole('manifest.json', `${JSON.stringify(manifest, null, 2)}\n`)
  const spans = files.reduce((sum, file) => sum + file.spans, 0)
  return {
    file: basename(job.path),
    format: 'retrain',
    tweets,
    spans,
    sha256,
    leftOut,
    ...(inner.length === 0 ? {} : { inner }),
  }
}

interface SetFile {
  readonly name: string
  readonly posts: number
  readonly spans: number
  readonly types: Readonly<Record<string, number>>
  readonly sha256: string
}

/** The files of a set, and what each holds. */
class SetFiles {
  readonly #files: FolderFiles
  readonly #parts = new Map<string, SetPart>()
  bytes = 0

  constructor(files: FolderFiles) {
    this.#files = files
  }

  async add(written: WrittenPost): Promise<void> {
    const { post } = written
    await this.#append(`${trainingSplit(post)}.txt`, (part) => part.take(written))
    if (post.caption === null) return
    const line = `${JSON.stringify({ id: post.externalId, caption: post.caption })}\n`
    await this.#append('captions.jsonl', (part) => part.count(line))
  }

  list(): SetFile[] {
    return [...this.#parts].sort().map(([name, part]) => ({ name, ...part.holds() }))
  }

  /** The last file: when it returns, all of them are on disk. Gives its SHA-256. */
  async writeWhole(name: string, text: string): Promise<string> {
    const part = await this.#append(name, (each) => each.count(text))
    await this.#files.finish()
    return part.holds().sha256
  }

  close(): Promise<void> {
    return this.#files.close()
  }

  async #append(name: string, text: (part: SetPart) => string): Promise<SetPart> {
    const part = this.#parts.get(name) ?? new SetPart()
    this.#parts.set(name, part)
    const data = part.hashed(text(part))
    await this.#files.append(name, data)
    this.bytes += data.length
    return part
  }
}

class SetPart {
  readonly #hash = createHash('sha256')
  readonly #records = new ImgidFile(false)
  readonly #types = new Map<string, number>()
  #posts = 0
  #spans = 0

  /** Records of a set come from many files; none keeps the layout it had there. */
  take(written: WrittenPost): string {
    for (const { type } of written.spans) this.#types.set(type, (this.#types.get(type) ?? 0) + 1)
    this.#spans += written.spans.length
    return this.count(this.#records.record({ ...written, post: { ...written.post, layout: null } }))
  }

  count(text: string): string {
    this.#posts++
    return text
  }

  hashed(text: string): Buffer {
    const data = Buffer.from(text, 'utf8')
    this.#hash.update(data)
    return data
  }

  holds(): Omit<SetFile, 'name'> {
    return {
      posts: this.#posts,
      spans: this.#spans,
      types: Object.fromEntries([...this.#types].sort()),
      sha256: this.#hash.copy().digest('hex'),
    }
  }
}
