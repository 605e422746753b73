import { constants, setPriority } from 'node:os'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { comparePacks, readComparedPosts, runProjectTraining } from '../train/projectTraining.ts'
import type { TrainContext } from '../train/trainingRun.ts'
import { parentPort } from './childProcess.ts'
import type { TaskResult, TrainingReply, TrainingRequest } from './trainingProtocol.ts'

// The training process: one task, then it ends and gives its memory back. Review goes on meanwhile, so it is polite.
setPriority(constants.priority.PRIORITY_LOW)

const port = parentPort()
const stop = new AbortController()
const context: TrainContext = {
  signal: stop.signal,
  onProgress: (progress) => {
    port.send({ type: 'progress', progress } satisfies TrainingReply)
  },
}

type Task = Exclude<TrainingRequest, { type: 'stop' }>

async function run(request: Task): Promise<TaskResult> {
  if (request.type === 'train') return runProjectTraining(request.task, context)
  const { first, second, posts, sights, threads } = request.task
  return comparePacks(first, second, await readComparedPosts(posts, sights), threads, context)
}

const STOPPED: Readonly<Record<Task['type'], string>> = {
  train: 'Stopped. What was learned so far is kept.',
  compare: 'The comparison was stopped.',
}
const NAMES: Readonly<Record<Task['type'], string>> = { train: 'training', compare: 'comparison' }

function failure(error: unknown, { type }: Task): TrainingReply {
  if (stop.signal.aborted) return { type: 'failed', kind: 'cancelled', message: STOPPED[type] }
  if (error instanceof WorkbenchError) return { type: 'failed', kind: error.kind, message: error.message }
  const reason = error instanceof Error ? error.message : String(error)
  return { type: 'failed', kind: 'model', message: `The ${NAMES[type]} could not go on: ${reason}` }
}

port.onMessage((message) => {
  const request = message as TrainingRequest
  if (request.type === 'stop') {
    stop.abort()
    return
  }
  void run(request)
    .then(
      (result): TrainingReply => ({ type: 'done', result }),
      (error: unknown) => failure(error, request),
    )
    .then((reply) => {
      port.send(reply)
    })
})
