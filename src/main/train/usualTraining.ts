import type { ModelKind } from '../../shared/domain/modelKind.ts'
import { readManifest } from '../vsgn/modelPack.ts'
import type { NetworkSize } from './recipe.ts'
import { BASELINE_TRAINING, DEFAULT_RECIPE, defaultsOf, FINE_TUNING, FULL_TRAINING } from './recipe.ts'
import { usualEpochs } from './usualEpochs.ts'

/**
 * What suits a training of this kind and size from scratch, or from a pack. Throws WorkbenchError where there is none in
 * the folder.
 */
export async function usualTraining(
  kind: ModelKind,
  size: NetworkSize,
  from: string | null,
): Promise<typeof DEFAULT_RECIPE> {
  if (kind === 'linear-crf') return { ...DEFAULT_RECIPE, epochs: usualEpochs(kind, from !== null) }
  if (kind !== 'vsgn') return { ...DEFAULT_RECIPE, ...BASELINE_TRAINING }
  if (from === null) return defaultsOf(size)
  const { manifest } = await readManifest(from)
  const tuned = manifest.size === 'full' ? { ...FULL_TRAINING, epochs: FINE_TUNING.epochs } : FINE_TUNING
  return { ...DEFAULT_RECIPE, ...tuned }
}
