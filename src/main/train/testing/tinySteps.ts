import { makeBatches } from '../../features/batches.ts'
import type { OptimiserState, Weights } from '../optimiser.ts'
import { readRecipe } from '../recipe.ts'
import type { TrainingDevice, TrainingExample } from '../trainer.ts'
import { Trainer } from '../trainer.ts'
import { tinyExamples, tinyStart } from './tinyTraining.ts'

export const STEPS = 20
const set = { name: 'posts', files: ['posts.conll'] }
const recipe = readRecipe({ name: 'parity', epochs: 1, batchPositions: 16, data: [set] }, 'test', {})
/** Posts that all have caption and picture: one graph takes every step. */
export const ALIKE: readonly TrainingExample[] = tinyExamples()
/** Every third post has neither: graphs of both kinds take turns. */
export const MIXED: readonly TrainingExample[] = ALIKE.map((post, index) =>
  index % 6 < 2 ? { ...post, caption: null, picture: null } : post,
)

/** Where a training stands, and what its steps lost. */
export interface Stand {
  readonly losses: readonly number[]
  readonly weights: Weights
  readonly state: OptimiserState
}

/** Steps `from` to `to` of a training that is the same each time, on from where another stood. */
export async function run(
  posts: readonly TrainingExample[],
  where: TrainingDevice,
  from: number,
  to: number,
  before: Stand | null,
): Promise<Stand> {
  const { config: dropping, encoder, weights: fresh } = tinyStart()
  // masks come from the CPU either way, and each trainer would make a pool of them
  const config = { ...dropping, dropout: { input: 0, layers: 0, output: 0 } }
  const weights = before?.weights ?? fresh
  const trainer = new Trainer(config, recipe, encoder, weights, where, before?.state ?? null)
  try {
    return await stand(trainer, posts, from, to)
  } finally {
    await trainer.dispose()
  }
}

async function stand(
  trainer: Trainer,
  posts: readonly TrainingExample[],
  from: number,
  to: number,
): Promise<Stand> {
  const batches = makeBatches(posts, ({ text }) => text.length, recipe.batchPositions, null)
  const losses: number[] = []
  for (let step = from; step < to; step++) {
    const batch = batches[step % batches.length]
    if (batch === undefined) throw new Error('no batches')
    await trainer.step(batch, { epoch: 1, step, totalSteps: STEPS })
    losses.push(...(await trainer.losses(false)))
  }
  losses.push(...(await trainer.losses(true)))
  const { moments, table } = await trainer.collect()
  const { weights } = trainer
  const state = {
    moments: new Map(
      [...moments].map(([name, { steps, mean, square }]) => [
        name,
        { steps, mean: mean.slice(), square: square.slice() },
      ]),
    ),
    table: { mean: table.mean.slice(), square: table.square.slice(), steps: table.steps.slice() },
  }
  const copy = {
    values: new Map([...weights.values].map(([name, values]) => [name, values.slice()])),
    table: weights.table.slice(),
  }
  return { losses, weights: copy, state }
}

function difference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length || left.length === 0) return NaN
  const scale = Math.max(1, ...Array.from(right, Math.abs))
  return Math.max(...Array.from(left, (value, index) => Math.abs(value - (right[index] ?? NaN)))) / scale
}

/** The largest differences of losses, weights and moments, each relative to its largest value where that is above 1. */
export function compare(found: Stand, expected: Stand): [string, number][] {
  const rows: [string, number][] = [
    ['losses', difference(found.losses, expected.losses)],
    ['table', difference(found.weights.table, expected.weights.table)],
    ['steps of the table', difference(found.state.table.steps, expected.state.table.steps)],
  ]
  for (const [name, values] of expected.weights.values)
    rows.push([name, difference(found.weights.values.get(name) ?? [], values)])
  for (const [name, { steps, mean, square }] of expected.state.moments) {
    const other = found.state.moments.get(name)
    rows.push([`mean of ${name}`, difference(other?.mean ?? [], mean)])
    rows.push([`square of ${name}`, difference(other?.square ?? [], square)])
    rows.push([`steps of ${name}`, difference([other?.steps ?? NaN], [steps])])
  }
  return rows
}
