import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import type { EncodedText } from '../features/encodedText.ts'
import { extrasWidth } from '../features/encodePost.ts'
import { FloatRows } from '../features/rowTable.ts'
import { TABLE_WIDTH, WordFeatures } from '../features/wordFeatures.ts'
import { WordVectors } from '../features/wordVectors.ts'
import { compactConfig } from '../vsgn/network/config.ts'
import { initialParameters } from '../vsgn/network/parameters.ts'
import { parameterSpecs } from '../vsgn/network/trainingGraph.ts'
import type { TrainingState } from './checkpoint.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import type { Weights } from './optimiser.ts'
import { readRecipe } from './recipe.ts'
import type { TrainingExample } from './trainer.ts'
import { TrainingRun } from './trainingRun.ts'
import type { TrainingOutcome } from './trainingRun.ts'

const KILLS = 10
const EPOCHS = 2
const STEPS = 24
/** A few rows instead of a whole feature table: checkpoints are then small. */
const ROWS = 40

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'killed-'))
})
afterAll(() => rm(folder, { recursive: true }))

const encoder = {
  features: new WordFeatures([]),
  vectors: new WordVectors([], new FloatRows(new Float32Array(0), 2)),
}
const config = compactConfig({
  types: ['PER'],
  labelSpaces: ['news'],
  hidden: 8,
  heads: 2,
  encoderLayers: 1,
  feedForward: 8,
  extrasWidth: extrasWidth(encoder.vectors.table.width),
  patches: 4,
  patchWidth: 3,
  regionWidth: 3,
  latent: 2,
  // One graph and one pool of masks serve every step; each run makes its own.
  modalityDropout: { picture: 0, caption: 0 },
  dropout: { input: 0.2, layers: 0.2, output: 0.2 },
})
const specs = parameterSpecs(config)

function textOf(length: number, random: SeededRandom): EncodedText {
  const features = Array.from({ length }, () =>
    Int32Array.from({ length: 3 }, () => Math.floor(random.uniform() * ROWS)),
  )
  return {
    length,
    features,
    vectorRows: new Int32Array(length).fill(-1),
    numbers: new Float32Array(4),
    opens: true,
    closes: true,
  }
}

/** Posts of random words with captions and pictures, twelve batches of two. */
function examples(): TrainingExample[] {
  const random = new SeededRandom(4)
  const floats = (length: number): Float32Array => Float32Array.from({ length }, () => random.normal())
  return Array.from({ length: 24 }, (_, index) => ({
    text: textOf(8, random),
    caption: textOf(3, random),
    picture: { patches: floats(12), regions: floats(6), width: 3 },
    gold: Array.from({ length: 8 }, () => Math.floor(random.uniform() * 2)),
    unlabelled: [],
    labelSpace: index % 3 === 0 ? 0 : null,
  }))
}

/** A run of the same plan each time; it is killed before the given step, counted from where it goes on. */
function runTo(
  killed: number | null,
  resumed: TrainingState | null,
  save: (state: TrainingState) => Promise<void>,
): Promise<TrainingOutcome> {
  const random = new SeededRandom(9)
  const table = Float32Array.from({ length: ROWS * TABLE_WIDTH }, () => random.normal() * 0.05)
  const set = { name: 'posts', files: ['posts.conll'] }
  const recipe = readRecipe({ name: 'killed', epochs: EPOCHS, batchPositions: 16, data: [set] }, 'test', {})
  const start = {
    config,
    encoder,
    weights: { values: initialParameters(specs, 1), table },
    vocabulary: {
      frequentWords: [],
      vectorWords: [],
      vectors: { shape: [0, 2], values: new Float32Array(0) },
    },
    inputs: { caption: true, picture: true },
  }
  const plan = {
    recipe,
    start,
    train: [{ share: 1, posts: examples() }],
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
  const resumed = await runTo(null, state, () => Promise.resolve())
  expect(bits(resumed.best)).toEqual(bits(whole.best))
  expect(resumed.history).toEqual(whole.history)
}, 120_000)
