import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import type { TrainingState } from './checkpoint.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import type { Weights } from './optimiser.ts'
import { readRecipe } from './recipe.ts'
import { tinyExamples, tinyStart } from './testing/tinyTraining.ts'
import { TrainingRun } from './trainingRun.ts'
import type { TrainingOutcome } from './trainingRun.ts'

const KILLS = 10
const EPOCHS = 2
const STEPS = 24
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'killed-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A run of the same plan each time; it is killed before the given step, counted from where it goes on. */
function runTo(
  killed: number | null,
  resumed: TrainingState | null,
  save: (state: TrainingState) => Promise<void>,
): Promise<TrainingOutcome> {
  const set = { name: 'posts', files: ['posts.conll'] }
  const recipe = readRecipe({ name: 'killed', epochs: EPOCHS, batchPositions: 16, data: [set] }, 'test', {})
  const plan = {
    recipe,
    start: tinyStart(),
    train: [{ share: 1, posts: tinyExamples() }],
    dev: [],
    keep: 'last' as const,
    threads: 1,
  }
  let steps = 0
  const signal = {
    get aborted() {
      return killed !== null && steps++ >= killed
    },
    throwIfAborted() {
      if (killed !== null && steps > killed) throw new Error('killed')
    },
  } as AbortSignal
  return new TrainingRun(plan, resumed, { signal, onProgress: () => undefined }, save).finish()
}

/** Every weight by name, to be compared bit for bit. */
const bits = ({ values, table }: Weights) => ({ ...Object.fromEntries(values), table })

it('gives the same weights bit for bit when it is killed at ten random steps and goes on', async () => {
  const whole = await runTo(null, null, () => Promise.resolve())
  expect(whole.keptEpoch).toBe(EPOCHS)

  const random = new SeededRandom(21)
  const checkpoint = path.join(folder, 'checkpoint')
  const load = (): Promise<TrainingState | null> => readCheckpoint(checkpoint, (key) => key === 'this run')
  const keep = (state: TrainingState): Promise<void> => writeCheckpoint(checkpoint, 'this run', state)
  const lose = (): Promise<void> => Promise.resolve()
  for (let kill = 0; kill < KILLS; kill++) {
    const resumed = await load()
    const left = STEPS - (resumed?.step ?? 0) - (KILLS - kill)
    // every other kill comes without warning: what was done since the last checkpoint is lost and done again
    const steps = 1 + Math.floor(random.uniform() * Math.min(5, left))
    await expect(runTo(steps, resumed, kill % 2 === 0 ? keep : lose)).rejects.toThrow('killed')
  }
  const state = await load()
  expect(state?.step).toBeGreaterThanOrEqual(KILLS / 2)
  const resumed = await runTo(null, state, keep)
  expect(bits(resumed.best)).toEqual(bits(whole.best))
  expect(resumed.history).toEqual(whole.history)

  // killed while its pack was scored: nothing is learned again
  const ended = await load()
  expect(ended?.step).toBe(STEPS)
  const again = await runTo(0, ended, lose)
  expect(bits(again.best)).toEqual(bits(whole.best))
  expect(again).toMatchObject({ history: whole.history, keptEpoch: EPOCHS })
}, 120_000)
