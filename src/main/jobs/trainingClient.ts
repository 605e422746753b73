import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { TrainProgress } from '../train/trainingRun.ts'
import type { Processes } from './childProcess.ts'
import type { TaskResult, TrainingReply, TrainingRequest } from './trainingProtocol.ts'

export interface TrainingControl {
  readonly signal: AbortSignal
  readonly onProgress: (progress: TrainProgress) => void
}

type Task = Exclude<TrainingRequest, { type: 'stop' }>

const REMEDY: Readonly<Record<Task['type'], string>> = {
  train: 'Resume the training to go on from its last checkpoint.',
  compare: 'Compare the models again.',
}

/**
 * Has one task done in a process of its own. When the signal aborts, the process is asked to stop: it writes down what
 * it has learned first.
 *
 * @throws WorkbenchError `cancelled`, `model` when the process ended before its time, or what the task was refused for.
 */
export async function runTrainingTask(
  processes: Processes,
  task: Task,
  { signal, onProgress }: TrainingControl,
): Promise<TaskResult> {
  const child = processes.spawn('trainingProcess')
  const stop = (): void => {
    child.send({ type: 'stop' } satisfies TrainingRequest)
  }
  try {
    return await new Promise<TaskResult>((resolve, reject) => {
      child.onMessage((message) => {
        const reply = message as TrainingReply
        if (reply.type === 'progress') onProgress(reply.progress)
        else if (reply.type === 'done') resolve(reply.result)
        else reject(new WorkbenchError(reply.kind, reply.message))
      })
      child.onExit(({ code, signal: killedBy }) => {
        const how = killedBy ?? `status ${code ?? 'unknown'}`
        reject(new WorkbenchError('model', `The training process stopped (${how}). ${REMEDY[task.type]}`))
      })
      signal.addEventListener('abort', stop)
      child.send(task)
      if (signal.aborted) stop()
    })
  } finally {
    signal.removeEventListener('abort', stop)
    child.kill()
  }
}
