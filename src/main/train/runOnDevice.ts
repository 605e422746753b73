import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { deviceAnswers } from '../autodiff/deviceAnswers.ts'
import type { ComputeDevice } from '../onnx/ortSession.ts'
import type { TrainingState } from './checkpoint.ts'
import type { TrainContext, TrainingOutcome, TrainingPlan } from './trainingRun.ts'
import { TrainingRun } from './trainingRun.ts'

/** Where the state of a training is kept while it runs. */
export interface Checkpoints {
  readonly load: () => Promise<TrainingState | null>
  readonly save: (state: TrainingState) => Promise<void>
}

type Run = (plan: TrainingPlan, resumed: TrainingState | null) => Promise<TrainingOutcome>

/** Throws WorkbenchError `refused` where the device that was asked for is not there. */
export async function requireDevice(device: ComputeDevice): Promise<void> {
  if (device === 'cpu' || (await deviceAnswers(device))) return
  throw new WorkbenchError(
    'refused',
    `No ${device} device answers, so nothing can be trained on it. Choose cpu, or install the driver of the GPU.`,
  )
}

/**
 * Runs a training to its end. Whatever goes wrong on another device than the CPU (it is lost, its memory is full, a
 * shader fails), the training goes on on the CPU from its last checkpoint, and `context.told` hears of it, once.
 */
export async function runOnDevice(
  plan: TrainingPlan,
  resumed: TrainingState | null,
  checkpoints: Checkpoints,
  context: TrainContext,
  run: Run = (planned, state) => new TrainingRun(planned, state, context, checkpoints.save).finish(),
): Promise<TrainingOutcome> {
  const { device = 'cpu' } = plan
  if (device === 'cpu') return run(plan, resumed)
  try {
    return await run(plan, resumed)
  } catch (error) {
    if (error instanceof WorkbenchError || context.signal.aborted) throw error
    const reason = error instanceof Error ? error.message : String(error)
    context.told?.(`${device} failed, so the training goes on on the CPU from its last checkpoint. ${reason}`)
    return run({ ...plan, device: 'cpu' }, await checkpoints.load())
  }
}
