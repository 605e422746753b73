import { basename } from 'node:path'
import { fileSource } from '../formats/byteSource.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { FileFault } from '../formats/fileFault.ts'
import { faultySource, openBundle } from './bundleSources.ts'
import type { Bundle, ImportSource } from './bundleSources.ts'
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
  for (const path of paths)
    if (await isZip(path)) opened.push(await openBundle(path, inspect))
    else opened.push(format === 'zip' ? faultySource(noZip(basename(path))) : await fileSource(path))
  const bundles = opened.filter((each) => 'sources' in each)
  return {
    sources: opened.flatMap((each) => ('sources' in each ? each.sources : [each])),
    captions: bundles.find(({ captions }) => captions !== null)?.captions ?? null,
    format: format === 'zip' ? 'auto' : format,
    close: async () => {
      for (const bundle of bundles) await bundle.close()
    },
  }
}

function noZip(name: string): FileFault {
  return new FileFault(
    name,
    'the file is no zip',
    'a zip with posts in it',
    'Choose another format (--format)',
  )
}
