import type { ModelKind } from '../../shared/domain/modelKind.ts'
import type { PublishedModel } from './publishModel.ts'
import { trainLinearModel } from './linear/trainLinearModel.ts'
import type { TrainOptions } from './trainModel.ts'
import { trainModel } from './trainModel.ts'
import type { TrainContext } from './trainingRun.ts'

/** Trains a model of a kind and writes its pack. */
export function trainAnyModel(
  kind: ModelKind,
  options: TrainOptions,
  context: TrainContext,
): Promise<PublishedModel> {
  return kind === 'linear-crf' ? trainLinearModel(options, context) : trainModel(options, context)
}
