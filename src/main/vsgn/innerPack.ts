import { createHash } from 'node:crypto'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { PackFiles } from './modelPack.ts'
import { packFilesOf } from './modelPack.ts'
import type { PackManifest } from './packManifest.ts'
import { MANIFEST_FILE, parseManifest } from './packManifest.ts'

/** Stands before the names of the files of a pack that lies in another one. */
const PREFIX = 'base-'

/** A pack as files of another one, which holds their hashes. */
export function filesForInnerPack({ manifest, manifestBytes, bytes }: PackFiles): Map<string, Uint8Array> {
  const files = Object.keys(manifest.files).map((name): [string, Uint8Array] => [PREFIX + name, bytes(name)])
  return new Map([[PREFIX + MANIFEST_FILE, manifestBytes], ...files])
}

/** Whether another pack lies in one. */
export function holdsBase({ files }: PackManifest): boolean {
  return Object.hasOwn(files, PREFIX + MANIFEST_FILE)
}

/** The pack that lies in another one, whose files were checked by the hashes of that one; null: there is none. */
export function innerPack(outer: PackFiles, folder: string): PackFiles | null {
  if (!holdsBase(outer.manifest)) return null
  const bytes = outer.bytes(PREFIX + MANIFEST_FILE)
  const manifest = parseManifest(new TextDecoder().decode(bytes), `${folder}/${PREFIX}${MANIFEST_FILE}`)
  const files = Object.entries(manifest.files).map(([name, { sha256 }]): [string, Uint8Array] => {
    const found = outer.bytes(PREFIX + name)
    if (createHash('sha256').update(found).digest('hex') !== sha256)
      throw new WorkbenchError(
        'model',
        `${folder}/${PREFIX}${name} is not of the model in there. Train a new one.`,
      )
    return [name, found]
  })
  return packFilesOf(folder, manifest, bytes, new Map(files))
}
