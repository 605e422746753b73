import { expect, it } from 'vitest'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { TrainingState } from './checkpoint.ts'
import { readRecipe } from './recipe.ts'
import { runOnDevice } from './runOnDevice.ts'
import { tinyStart } from './testing/tinyTraining.ts'
import type { TrainingOutcome, TrainingPlan } from './trainingRun.ts'

const set = { name: 'posts', files: ['posts.conll'] }
const start = tinyStart()
const plan: TrainingPlan = {
  recipe: readRecipe({ name: 'device', data: [set] }, 'test', {}),
  start,
  train: [],
  dev: [],
  keep: 'last',
  threads: 1,
  device: 'webgpu',
}
const outcome: TrainingOutcome = { history: [], best: start.weights, keptEpoch: 0 }
const saved = { step: 7 } as TrainingState

/** Runs the plan where the device fails with an error; what was run from where, and what was told. */
async function failing(error: Error, stop = new AbortController()) {
  const told: string[] = []
  const runs: [string | undefined, number | undefined][] = []
  const run = (planned: TrainingPlan, state: TrainingState | null): Promise<TrainingOutcome> => {
    runs.push([planned.device, state?.step])
    return planned.device === 'cpu' ? Promise.resolve(outcome) : Promise.reject(error)
  }
  const checkpoints = { load: () => Promise.resolve(saved), save: () => Promise.resolve() }
  const context = {
    signal: stop.signal,
    onProgress: () => undefined,
    told: (note: string) => void told.push(note),
  }
  const ended = await runOnDevice(plan, null, checkpoints, context, run).catch((reason: unknown) => reason)
  return { ended, runs, told }
}

it.each(['the device was lost', 'out of device memory', 'Failed to create a shader module'])(
  'goes on on the CPU from the last checkpoint and says so once when %s',
  async (message) => {
    const { ended, runs, told } = await failing(new Error(message))
    expect(ended).toBe(outcome)
    expect(runs).toEqual([
      ['webgpu', undefined],
      ['cpu', 7],
    ])
    expect(told).toHaveLength(1)
    expect(told[0]).toContain(message)
  },
)

it('does not go on after a stop or what no other device would change', async () => {
  const diverged = new WorkbenchError('model', 'Training diverged')
  expect(await failing(diverged)).toMatchObject({ ended: diverged, told: [] })
  const stop = new AbortController()
  stop.abort(new Error('enough'))
  expect(await failing(new Error('enough'), stop)).toMatchObject({ runs: [['webgpu', undefined]], told: [] })
})
