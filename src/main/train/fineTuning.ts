import { readManifest } from '../vsgn/modelPack.ts'
import type { Recipe } from './recipe.ts'
import { FINE_TUNING, FULL_TRAINING } from './recipe.ts'

/** What suits a training that continues from this pack. Throws WorkbenchError where there is none. */
export async function fineTuningOf(folder: string): Promise<Partial<Recipe>> {
  const { size } = (await readManifest(folder)).manifest
  return size === 'full' ? { ...FULL_TRAINING, epochs: FINE_TUNING.epochs } : FINE_TUNING
}
