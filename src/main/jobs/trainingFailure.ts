import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { TrainingReply } from './trainingProtocol.ts'

/**
 * What a training process says of a task that came to no result. Whatever else goes wrong once it is told to stop is not
 * the stop: where the checkpoint could not be written, what was learned is not kept.
 */
export function trainingFailure(error: unknown, stopped: AbortSignal): TrainingReply {
  if (stopped.aborted && error === stopped.reason)
    return { type: 'failed', kind: 'cancelled', message: 'Stopped. What was learned so far is kept.' }
  if (error instanceof WorkbenchError) return { type: 'failed', kind: error.kind, message: error.message }
  const reason = error instanceof Error ? error.message : String(error)
  return { type: 'failed', kind: 'model', message: `The training could not go on: ${reason}` }
}
