import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { JsonObject } from '../../shared/domain/json.ts'
import type { ModelKind } from '../../shared/domain/modelKind.ts'
import { BASELINES } from '../vsgn/network/config.ts'
import type { PublishedModel } from './publishModel.ts'
import { trainLinearModel } from './linear/trainLinearModel.ts'
import { refusalOf } from './startingKinds.ts'
import type { TrainOptions } from './trainModel.ts'
import { trainModel } from './trainModel.ts'
import type { TrainContext } from './trainingRun.ts'

/** Trains a model of a kind and writes its pack. Throws WorkbenchError where it cannot start from the pack it is given. */
export async function trainAnyModel(
  kind: ModelKind,
  options: TrainOptions,
  context: TrainContext,
): Promise<PublishedModel> {
  if (kind === 'linear-crf') {
    if (options.device !== undefined && options.device !== 'cpu')
      throw new WorkbenchError(
        'refused',
        `A linear CRF is trained on the CPU, in seconds; ${options.device} was asked for.`,
      )
    return trainLinearModel(options, context)
  }
  const refusal = options.from === null ? null : await refusalOf(kind, options.from)
  if (refusal !== null) throw new WorkbenchError('refused', refusal)
  if (kind === 'vsgn') return trainModel(options, context)
  const { recipe } = options
  if (recipe.pretraining !== null)
    throw new WorkbenchError(
      'invalid-input',
      `A ${kind} is not pre-trained on hidden words. Leave "pretraining" out of the training config.`,
    )
  const baseline = JSON.parse(JSON.stringify(BASELINES[kind])) as JsonObject
  const network = { ...baseline, ...recipe.network }
  return trainModel({ ...options, recipe: { ...recipe, network } }, context)
}
