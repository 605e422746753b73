import { createHash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { createDeflateRaw } from 'node:zlib'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { BOX_FOLDER, MANIFEST_NAME, manifestText, PICTURE_FOLDER } from '../formats/bundleManifest.ts'
import type { BundlePicture } from '../formats/bundleManifest.ts'
import { vocText } from '../formats/voc.ts'
import type { BundleContents } from './bundleContents.ts'
import { pictureEntries } from './bundlePictures.ts'
import type { ChosenFormat } from './chosenFormat.ts'
import type { ExportJob } from './exportJob.ts'
import { FolderFiles, workFolder } from './newFolder.ts'
import { writeRecords } from './recordPass.ts'
import { zipBytes } from './writeZip.ts'
import type { ZipContent } from './writeZip.ts'

type Counts = Awaited<ReturnType<typeof writeRecords>>

/**
 * Writes the posts beside the target, then hands the bytes of a zip of them, their captions where their format has no
 * place for any, their pictures and a manifest to `write`. Throws `refused` as a plain export does.
 */
export async function writeBundle(
  job: ExportJob,
  format: ChosenFormat & { readonly bundle: BundleContents },
  write: (bytes: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<Counts> {
  const { bundle, writer, variant, options } = format
  return workFolder(job.path, async (folder) => {
    const files = new FolderFiles(folder)
    const hashes = new Map<string, Hash>()
    let counts: Counts
    try {
      counts = await writeRecords(job, format, async (given, data) => {
        const name = given ?? `posts.${variant.extension}`
        const hash = hashes.get(name) ?? createHash('sha256')
        hashes.set(name, hash.update(data))
        await files.append(name, data)
      })
    } finally {
      await files.close()
    }
    const posts = await postFiles(folder, hashes)
    const pictures = pictureFiles(job, bundle)
    const boxes = boxFiles(job, bundle)
    const manifest = manifestText(
      {
        reading: { format: writer.name, offsets: options.offsets, delimiter: options.delimiter },
        pictures: pictures.map(({ picture }) => picture),
        boxes: boxes.map(({ picture }) => picture),
      },
      {
        project: job.source.name,
        variant: variant.name,
        which: job.options.which,
        tags: job.options.tags,
        labels: job.source.labels.map(({ name }) => name),
        posts: counts.tweets,
        spans: counts.spans,
        leftOut: counts.leftOut.length,
        files: posts.map(({ content, sha256 }) => ({ name: content.name, sha256 })),
      },
    )
    const contents = [
      { name: MANIFEST_NAME, from: { bytes: Buffer.from(manifest) }, pack: true },
      ...posts.map(({ content }) => content),
      ...boxes.map(({ content }) => content),
      ...pictures.map(({ content }) => content),
    ]
    refuseTooMany(contents.length)
    await write(zipBytes(contents))
    return counts
  })
}

interface PostFile {
  readonly content: ZipContent
  readonly sha256: string
}

async function postFiles(folder: string, hashes: ReadonlyMap<string, Hash>): Promise<PostFile[]> {
  const files: PostFile[] = []
  for (const [name, hash] of [...hashes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const path = join(folder, name)
    const { size } = await stat(path)
    const pack = await packsAsUsual(path, size)
    files.push({ content: { name, from: { path, size }, pack }, sha256: hash.digest('hex') })
  }
  return files
}

interface PictureFile {
  readonly content: ZipContent
  readonly picture: BundlePicture
}

function pictureFiles({ source }: ExportJob, bundle: BundleContents): PictureFile[] {
  const found = new Map(
    [...bundle.pictures].flatMap(([name, hash]) => {
      const stored = source.pictures.get(hash)
      return stored === null ? [] : [[name, { path: source.pictures.path(stored), size: stored.bytes }]]
    }),
  )
  const wanted = [...found].map(([name, { path }]) => ({ name, extension: extname(path).slice(1) }))
  return pictureEntries(PICTURE_FOLDER, wanted).flatMap((picture) => {
    const from = found.get(picture.name)
    return from === undefined ? [] : [{ content: { name: picture.entry, from, pack: false }, picture }]
  })
}

/** Files of boxes as they were read, or written anew where they came with the posts. */
function boxFiles({ source }: ExportJob, { boxes }: BundleContents): PictureFile[] {
  const wanted = [...boxes.keys()].map((name) => ({ name, extension: 'xml' }))
  return pictureEntries(BOX_FOLDER, wanted).flatMap((picture) => {
    const boxed = boxes.get(picture.name)
    if (boxed === undefined) return []
    const bytes =
      source.pictures.regionSource(boxed.fileId, boxed.name) ?? vocText(picture.name, boxed.regions)
    return [{ content: { name: picture.entry, from: { bytes: Buffer.from(bytes) }, pack: true }, picture }]
  })
}

/** Files that pack better than this look like an attack to those who read zips, this program among them. */
const MOST_PACKED = 100
const PACKED_FREELY = 2 ** 20

async function packsAsUsual(path: string, size: number): Promise<boolean> {
  if (size <= PACKED_FREELY) return true
  let packed = 0
  const pieces = createReadStream(path).pipe(createDeflateRaw()) as AsyncIterable<Buffer>
  for await (const piece of pieces) packed += piece.length
  return size <= packed * MOST_PACKED
}

/** As many as an import takes. */
const MOST_ENTRIES = 100_000

function refuseTooMany(entries: number): void {
  if (entries <= MOST_ENTRIES) return
  throw new WorkbenchError(
    'refused',
    `The zip would hold ${entries} files; at most ${MOST_ENTRIES} can be read back. No file was written. Export without pictures, or fewer posts at a time.`,
  )
}
