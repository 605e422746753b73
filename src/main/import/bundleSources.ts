import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { MANIFEST_NAME, readManifest } from '../formats/bundleManifest.ts'
import type { BundleManifest, BundlePicture } from '../formats/bundleManifest.ts'
import { allBytes } from '../formats/byteSource.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { FileFault } from '../formats/fileFault.ts'
import { nowhere, quoted } from '../formats/problemText.ts'
import type { Finding } from '../formats/problemText.ts'
import type { ImportSource } from './importSource.ts'
import { openBoxes } from './boxFolder.ts'
import type { BoxFolder } from './boxFolder.ts'
import type { Reading } from './importTypes.ts'
import { LARGEST_PICTURE, openPictures } from './pictureFolder.ts'
import type { InspectPicture, Unfound } from './pictureFolder.ts'
import { openZip } from './zipBundle.ts'
import type { ZipBundle } from './zipBundle.ts'
import type { EntryKind, ZipEntry } from './zipEntries.ts'

/** What a zip brings to an import. */
export interface Bundle {
  /** Every entry with posts; a zip that cannot be read is one source that says so when it is opened. */
  readonly sources: readonly ImportSource[]
  readonly captions: ByteSource | null
  /** Ends every use of the zip and removes what was unpacked of it. */
  close(): Promise<void>
}

/** The choices for one source: what nobody chose is as its bundle says. */
export function choicesFor<Choices extends Reading>(source: ImportSource, options: Choices): Choices {
  const { reading } = source
  if (reading === undefined || options.format !== 'auto') return options
  return {
    ...options,
    format: reading.format,
    offsets: options.offsets ?? reading.offsets,
    delimiter: options.delimiter ?? reading.delimiter,
  }
}

/** Opens a zip of posts, captions and pictures. What is wrong with it comes out when its sources are read. */
export async function openBundle(path: string, inspect: InspectPicture): Promise<Bundle> {
  const opened = await openZip(path).catch((error: unknown) => {
    if (error instanceof FileFault) return error
    throw error
  })
  if (opened instanceof FileFault) return unreadable(opened)
  const { name } = opened
  const of = (kind: EntryKind): ZipEntry[] => opened.entries.filter((entry) => opened.kindOf(entry) === kind)
  const [captions, ...moreCaptions] = of('captions')
  const manifest = await manifestOf(opened)
  const posts = of('posts').filter((entry) => manifest === null || entry.name !== MANIFEST_NAME)
  if (posts.length === 0) {
    opened.close()
    return unreadable(noPosts(opened))
  }
  const unpacked = await mkdtemp(join(tmpdir(), 'vsgn-bundle-'))
  const noticed = [...of('zip'), ...of('link'), ...of('other'), ...moreCaptions].map((entry) =>
    leftOut(entry, opened.kindOf(entry)),
  )
  const byName = new Map(of('picture').map((entry) => [entry.name, entry]))
  const pictures = openPictures({
    where: name,
    names: [...byName.keys()],
    stated: entriesByName(manifest?.pictures),
    pathOf: (picture) => unpack(opened, byName.get(picture) as ZipEntry, join(unpacked, 'picture')),
    inspect,
  })
  const boxes = boxesOf(opened, of('boxes'), manifest)
  return {
    sources: posts.map((entry, index) => ({
      ...entrySource(opened, entry),
      pictures,
      ...(boxes === null ? {} : { boxes }),
      ...(manifest === null ? {} : { reading: manifest.reading }),
      ...(index === 0 ? { noticed } : {}),
    })),
    captions: captions === undefined ? null : entrySource(opened, captions),
    close: async () => {
      opened.close()
      await rm(unpacked, { recursive: true, force: true })
    },
  }
}

function entriesByName(list: readonly BundlePicture[] = []): Map<string, string> {
  return new Map(list.map(({ name, entry }) => [name, entry]))
}

function boxesOf(
  bundle: ZipBundle,
  entries: readonly ZipEntry[],
  manifest: BundleManifest | null,
): BoxFolder | null {
  if (entries.length === 0) return null
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  return openBoxes({
    where: bundle.name,
    names: [...byName.keys()],
    stated: entriesByName(manifest?.boxes),
    open: (name) => bundle.read(byName.get(name) as ZipEntry),
  })
}

const LARGEST_MANIFEST = 64 * 2 ** 20

/** The manifest of a zip that the program has written; null: another has, or it cannot be read, and it is a zip as any. */
async function manifestOf(bundle: ZipBundle): Promise<BundleManifest | null> {
  const entry = bundle.entries.find(({ name }) => name === MANIFEST_NAME)
  if (entry === undefined || entry.size > LARGEST_MANIFEST) return null
  try {
    return readManifest((await allBytes(entrySource(bundle, entry))).toString('utf8'))
  } catch (error) {
    if (error instanceof FileFault) return null
    throw error
  }
}

function noPosts({ name, entries }: ZipBundle): FileFault {
  const has = (entry: string): boolean => entries.some((each) => each.name === entry)
  if (has('xl/workbook.xml') || has('content.xml')) {
    const what = has('xl/workbook.xml') ? 'a workbook of Excel' : 'an OpenDocument file'
    const expected = 'a zip of posts, or a table as text'
    return new FileFault(name, `the file is ${what}`, expected, 'Save the sheet as CSV and choose that')
  }
  const inner = entries.find((each) => /\.zip$/iu.test(each.name))
  if (inner !== undefined)
    return new FileFault(
      name,
      `the zip holds another zip, ${quoted(inner.name)}, and no file of posts`,
      'posts in it',
      'Unpack it, and choose the zip that is inside',
    )
  const expected = 'a .txt, .jsonl, .json, .csv or the like in it'
  return new FileFault(name, 'the zip holds no file of posts', expected, 'Choose another')
}

function unreadable(fault: FileFault): Bundle {
  return { sources: [faultySource(fault)], captions: null, close: () => Promise.resolve() }
}

/** A source that says what is wrong with it when it is opened. */
export function faultySource(fault: FileFault): ImportSource {
  return {
    name: fault.file,
    size: 0,
    open: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(fault) }) }),
  }
}

function entrySource(bundle: ZipBundle, entry: ZipEntry): ByteSource {
  const folder = entry.name.slice(0, entry.name.lastIndexOf('/') + 1)
  return {
    name: entry.name,
    container: bundle.name,
    size: entry.size,
    open: () => bundle.read(entry),
    beside: (name) => {
      const other = bundle.entries.find(
        (each) => each.name === folder + name.slice(name.lastIndexOf('/') + 1),
      )
      return Promise.resolve(other === undefined ? null : entrySource(bundle, other))
    },
  }
}

const WHY: Partial<Record<EntryKind, string>> = {
  zip: 'the entry is a zip inside the zip',
  link: 'the entry is a link',
  captions: 'there are captions in another entry already',
}

function leftOut({ name }: ZipEntry, kind: EntryKind): Finding {
  return {
    severity: 'warning',
    ...nowhere,
    entry: name,
    found: WHY[kind] ?? 'the entry is neither posts nor a picture',
    expected: null,
    advice: 'It was left out.',
  }
}

/** One picture at a time lies unpacked on disk. */
async function unpack(bundle: ZipBundle, entry: ZipEntry, to: string): Promise<string | Unfound> {
  if (entry.size > LARGEST_PICTURE)
    return { state: 'refused', reason: `is larger than ${LARGEST_PICTURE / 2 ** 20} MiB` }
  try {
    await pipeline(Readable.from(bundle.read(entry)), createWriteStream(to))
    return to
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    return { state: 'broken', reason: error.finding.found.replace(/^the entry/u, 'it') }
  }
}
