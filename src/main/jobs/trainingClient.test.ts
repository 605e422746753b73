import { expect, test } from 'vitest'
import type { ChildExit, Processes } from './childProcess.ts'
import { runTrainingTask } from './trainingClient.ts'

/** Children that are killed by the system when they are told what to do. */
const short: Processes = {
  spawn: () => {
    let onExit: (exit: ChildExit) => void = () => undefined
    return {
      pid: 1,
      send: () => onExit({ code: null, signal: 'SIGKILL' }),
      onMessage: () => undefined,
      onExit: (listener) => (onExit = listener),
      kill: () => undefined,
    }
  },
}

test.each([
  ['train', /SIGKILL.*Resume the training/u],
  ['compare', /SIGKILL.*Compare the models again/u],
] as const)('the end of a process that was to %s says what to do', async (type, message) => {
  const task = { type, task: {} } as unknown as Parameters<typeof runTrainingTask>[1]
  const control = { signal: new AbortController().signal, onProgress: () => undefined }
  await expect(runTrainingTask(short, task, control)).rejects.toThrow(message)
})
