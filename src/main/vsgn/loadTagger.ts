import { LinearTagger } from './linear/linearTagger.ts'
import { readManifest } from './modelPack.ts'
import type { LoadedTagger, TaggerOptions } from './tagger.ts'
import { Tagger } from './tagger.ts'

/** Loads a pack of whichever kind. Throws WorkbenchError when it is not sound or the device is not there. */
export async function loadTagger(folder: string, options: TaggerOptions): Promise<LoadedTagger> {
  const { manifest } = await readManifest(folder)
  return manifest.kind === 'linear-crf' ? LinearTagger.load(folder, options) : Tagger.load(folder, options)
}
