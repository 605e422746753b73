import type { ModelKind } from '../../shared/domain/modelKind.ts'
import { LINEAR_DEFAULTS } from './linear/linearTrainer.ts'
import { BASELINE_TRAINING, DEFAULT_RECIPE, FINE_TUNING } from './recipe.ts'

/** Passes over the data that suit a kind, and a start from scratch or from a pack. */
export function usualEpochs(kind: ModelKind, fromPack: boolean): number {
  if (kind === 'linear-crf') return LINEAR_DEFAULTS.epochs
  if (kind !== 'vsgn') return BASELINE_TRAINING.epochs
  return fromPack ? FINE_TUNING.epochs : DEFAULT_RECIPE.epochs
}
