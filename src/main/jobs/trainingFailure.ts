import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { TrainingReply, TrainingRequest } from './trainingProtocol.ts'

type TaskType = Exclude<TrainingRequest['type'], 'stop'>

const STOPPED: Readonly<Record<TaskType, string>> = {
  train: 'Stopped. What was learned so far is kept.',
  compare: 'The comparison was stopped.',
}
const NAMES: Readonly<Record<TaskType, string>> = { train: 'training', compare: 'comparison' }

/**
 * What a training process says of a task that came to no result. Whatever else goes wrong once it is told to stop is not
 * the stop: where the checkpoint could not be written, what was learned is not kept.
 */
export function trainingFailure(error: unknown, task: TaskType, stopped: AbortSignal): TrainingReply {
  if (stopped.aborted && error === stopped.reason)
    return { type: 'failed', kind: 'cancelled', message: STOPPED[task] }
  if (error instanceof WorkbenchError) return { type: 'failed', kind: error.kind, message: error.message }
  const reason = error instanceof Error ? error.message : String(error)
  return { type: 'failed', kind: 'model', message: `The ${NAMES[task]} could not go on: ${reason}` }
}
