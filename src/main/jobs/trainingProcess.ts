import { constants, setPriority } from 'node:os'
import { comparePacks, readComparedPosts, runProjectTraining } from '../train/projectTraining.ts'
import type { TrainContext } from '../train/trainingRun.ts'
import { parentPort } from './childProcess.ts'
import { trainingFailure } from './trainingFailure.ts'
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

port.onMessage((message) => {
  const request = message as TrainingRequest
  if (request.type === 'stop') {
    stop.abort()
    return
  }
  void run(request)
    .then(
      (result): TrainingReply => ({ type: 'done', result }),
      (error: unknown) => trainingFailure(error, request.type, stop.signal),
    )
    .then((reply) => {
      port.send(reply)
    })
})
