import { readManifest } from '../vsgn/modelPack.ts'

/** A pack that a training began with, as its card names it. */
export interface PackBefore {
  readonly name: string
  readonly sha256: string
}

/** Of folders; null or missing: there is none. */
export async function packsBefore(folders: readonly (string | null | undefined)[]): Promise<PackBefore[]> {
  const packs: PackBefore[] = []
  for (const folder of folders) {
    if (typeof folder !== 'string') continue
    const { manifest, sha256 } = await readManifest(folder)
    packs.push({ name: manifest.name, sha256 })
  }
  return packs
}
