import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileSource } from '../formats/byteSource.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { FileFault } from '../formats/fileFault.ts'
import { nowhere, quoted } from '../formats/problemText.ts'
import type { Finding } from '../formats/problemText.ts'
import { faultySource, openBundle } from './bundleSources.ts'
import type { Bundle } from './bundleSources.ts'
import type { ImportSource } from './importSource.ts'
import type { InspectPicture } from './pictureFolder.ts'
import { isZip } from './zipBundle.ts'

export interface OpenSources {
  readonly sources: readonly ImportSource[]
  /** Captions that came in a zip. */
  readonly captions: ByteSource | null
  /** The format in which each source is to be read. */
  readonly format: string
  close(): Promise<void>
}

/** Files as they are, zips as what is in them. `format` `zip` asks for zips and lets content decide what is inside. */
export async function openSources(
  paths: readonly string[],
  format: string,
  inspect: InspectPicture,
): Promise<OpenSources> {
  const opened: (Bundle | ImportSource)[] = []
  for (const { path, noticed } of withoutTexts(await withFolders(paths), (each) => each.path))
    if (await isZip(path)) opened.push(await openBundle(path, inspect))
    else if (await isFolder(path)) opened.push(faultySource(noDocuments(basename(path))))
    else if (format === 'zip') opened.push(faultySource(noZip(basename(path))))
    else opened.push({ ...(await fileSource(path)), noticed })
  const bundles = opened.filter((each) => 'sources' in each)
  return {
    sources: opened.flatMap((each) =>
      'sources' in each ? withoutTexts(each.sources, ({ name }) => name) : [each],
    ),
    captions: bundles.find(({ captions }) => captions !== null)?.captions ?? null,
    format: format === 'zip' ? 'auto' : format,
    close: async () => {
      for (const bundle of bundles) await bundle.close()
    },
  }
}

interface Opening {
  readonly path: string
  readonly noticed: readonly Finding[]
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path)).isDirectory()
}

/** A folder stands for the documents of brat in it. A text without annotations is no document, which the first one tells. */
async function withFolders(paths: readonly string[]): Promise<Opening[]> {
  const all = await Promise.all(
    paths.map(async (path): Promise<Opening[]> => {
      if (!(await isFolder(path))) return [{ path, noticed: [] }]
      const files = (await readdir(path)).sort()
      const names = files.filter((name) => /\.ann$/iu.test(name))
      const documents = new Set(names.map((name) => name.replace(/\.ann$/iu, '')))
      const bare = files.filter(
        (name) => /\.txt$/iu.test(name) && !documents.has(name.replace(/\.txt$/iu, '')),
      )
      if (names.length === 0) return [{ path, noticed: [] }]
      return names.map((name, at) => ({
        path: join(path, name),
        noticed: at === 0 ? bare.map(noAnnotations) : [],
      }))
    }),
  )
  return all.flat()
}

/** The text of a document of brat is read with its annotations, which lie in the same folder, and is no file of its own. */
function withoutTexts<T>(files: readonly T[], pathOf: (file: T) => string): T[] {
  const annotated = new Set(
    files
      .map(pathOf)
      .filter((path) => /\.ann$/iu.test(path))
      .map(stem),
  )
  return files.filter((file) => !/\.txt$/iu.test(pathOf(file)) || !annotated.has(stem(pathOf(file))))
}

function stem(path: string): string {
  return path.replace(/\.(?:ann|txt)$/iu, '')
}

function noAnnotations(name: string): Finding {
  return {
    severity: 'warning',
    ...nowhere,
    found: `${quoted(name)} in its folder has no .ann file beside it`,
    expected: 'an empty one where nothing is labelled',
    advice: 'The text was left out.',
  }
}

function noDocuments(name: string): FileFault {
  return new FileFault(
    name,
    'it is a folder without .ann files',
    'files of posts, or a folder of brat documents',
    'Choose the files in it',
  )
}

function noZip(name: string): FileFault {
  return new FileFault(
    name,
    'the file is no zip',
    'a zip with posts in it',
    'Choose another format (--format)',
  )
}
