import { setImmediate as breathe } from 'node:timers/promises'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import type { Batch } from '../features/batches.ts'
import { makeBatches } from '../features/batches.ts'
import { FloatRows, LiveSums } from '../features/rowTable.ts'
import { Tagger } from '../vsgn/tagger.ts'
import type { EpochRecord, TrainingState } from './checkpoint.ts'
import type { PictureContext } from './postPictures.ts'
import type { Recipe } from './recipe.ts'
import { scoreEpoch } from './scoreEpoch.ts'
import type { StartingPoint } from './startingPoint.ts'
import { nodeCount } from '../vsgn/networkFeeds.ts'
import { StepClock } from './stepClock.ts'
import type { OptimiserState, Weights } from './optimiser.ts'
import type { ComputeDevice } from '../onnx/ortSession.ts'
import type { TrainingExample } from './trainer.ts'
import { Trainer } from './trainer.ts'
import type { LoadedSet } from './trainingData.ts'
import { drawEpoch } from './trainingData.ts'

export interface TrainProgress {
  readonly stage: string
  readonly done: number
  readonly total: number | null
  /** What is counted: steps, lines, words. */
  readonly unit: string
  /** Mean loss of the running epoch; null outside of training. */
  readonly loss: number | null
  readonly secondsLeft: number | null
  /** A finished epoch, once. */
  readonly epoch: EpochRecord | null
}

export interface TrainContext extends PictureContext {
  readonly signal: AbortSignal
  readonly onProgress: (progress: TrainProgress) => void
}

/** What is trained on what. */
export interface TrainingPlan {
  readonly recipe: Recipe
  readonly start: StartingPoint
  readonly train: readonly { readonly share: number; readonly posts: readonly TrainingExample[] }[]
  readonly dev: readonly LoadedSet[]
  readonly keep: 'best' | 'last'
  /** Where steps are taken; the CPU if missing. Dev posts are read on the CPU. */
  readonly device?: ComputeDevice
  readonly threads: number
}

export interface TrainingOutcome {
  readonly history: readonly EpochRecord[]
  /** Weights of the epoch that scored best on the dev sets (of equals, the last), or of the last one, as planned. */
  readonly best: Weights
  /** Its number; 0: there was none. */
  readonly keptEpoch: number
}

/** Milliseconds of work that a crash may cost. */
const CHECKPOINT_INTERVAL = 5 * 60_000
const BEGINNING = { history: [], best: null, epoch: 0, batch: 0, lossSum: 0, step: 0 }

/** Epochs of steps, a dev score after each, a checkpoint every few minutes, at every stop and at the end. */
export class TrainingRun {
  readonly #plan: TrainingPlan
  readonly #context: TrainContext
  readonly #save: (state: TrainingState) => Promise<void>
  readonly #trainer: Trainer
  readonly #totalSteps: number
  readonly #clock: StepClock
  readonly #history: EpochRecord[]
  #best: Weights | null
  #epoch: number
  #batch: number
  #lossSum: number
  #step: number
  #savedAt = performance.now()

  /** `resumed`: where an earlier run of the same plan stopped. */
  constructor(
    plan: TrainingPlan,
    resumed: TrainingState | null,
    context: TrainContext,
    save: (state: TrainingState) => Promise<void>,
  ) {
    const { start, recipe, threads } = plan
    this.#plan = plan
    this.#context = context
    this.#save = save
    const weights = resumed?.weights ?? start.weights
    const where = { device: plan.device ?? 'cpu', threads }
    const state = resumed?.optimiser ?? null
    this.#trainer = new Trainer(start.config, recipe, start.encoder, weights, where, state)
    const { history, best, epoch, batch, lossSum, step } = resumed ?? BEGINNING
    this.#history = [...history]
    this.#best = best
    this.#epoch = epoch
    this.#batch = batch
    this.#lossSum = lossSum
    this.#step = step
    const epochs = Array.from({ length: recipe.epochs }, (_, index) => this.#batches(index).length)
    this.#totalSteps = epochs.reduce((sum, batches) => sum + batches, 0)
    this.#clock = new StepClock(this.#step, this.#totalSteps)
  }

  /** Runs to the end. When the signal aborts, the state is saved and the reason thrown. */
  async finish(): Promise<TrainingOutcome> {
    try {
      // whoever watches a run that goes on sees it whole
      for (const record of this.#history) this.#report(record.loss, record)
      // where a device fails before the first checkpoint is due, the CPU begins with what it began with
      if (this.#plan.device !== undefined && this.#plan.device !== 'cpu') await this.#saveState()
      const begun = this.#epoch
      while (this.#epoch < this.#plan.recipe.epochs && !this.#isPatienceOver()) await this.#runEpoch()
      // the pack is still to be scored and written, which can be stopped as well
      if (this.#epoch > begun) await this.#saveState()
      if (this.#plan.keep === 'last')
        return { history: this.#history, best: this.#trainer.weights, keptEpoch: this.#history.length }
      const top = Math.max(...this.#history.map(({ score }) => score))
      const keptEpoch = this.#history.findLast(({ score }) => score === top)?.epoch ?? 0
      return { history: this.#history, best: this.#best ?? this.#trainer.weights, keptEpoch }
    } finally {
      await this.#trainer.dispose()
    }
  }

  async #runEpoch(): Promise<void> {
    const batches = this.#batches(this.#epoch)
    while (this.#batch < batches.length) {
      if (this.#context.signal.aborted) await this.#saveState()
      this.#context.signal.throwIfAborted()
      const position = { epoch: this.#epoch, step: this.#step, totalSteps: this.#totalSteps }
      await this.#trainer.step(batches[this.#batch] as Batch<TrainingExample>, position)
      this.#batch++
      this.#step++
      const isDue = this.#clock.isDue()
      await this.#readLosses(isDue || this.#batch === batches.length)
      if (isDue) this.#report(this.#lossSum / this.#batch, null)
      if (performance.now() - this.#savedAt > CHECKPOINT_INTERVAL) await this.#saveState()
      // a step blocks the thread; let signals and messages in between
      await breathe()
    }
    const loss = this.#lossSum / Math.max(1, batches.length)
    await this.#trainer.collect()
    const record = await this.#scoreEpoch(loss)
    if (this.#plan.keep === 'best' && this.#history.every(({ score }) => record.score >= score))
      this.#best = this.#isLastEpoch() ? this.#trainer.weights : copyWeights(this.#trainer.weights)
    this.#history.push(record)
    this.#report(loss, record)
    this.#epoch++
    this.#batch = 0
    this.#lossSum = 0
  }

  /** After it no step changes the weights. */
  #isLastEpoch(): boolean {
    return this.#epoch + 1 === this.#plan.recipe.epochs
  }

  async #readLosses(all: boolean): Promise<void> {
    for (const loss of await this.#trainer.losses(all)) this.#lossSum += loss
  }

  async #saveState(): Promise<void> {
    await this.#readLosses(true)
    await this.#save(this.#state(await this.#trainer.collect()))
    this.#savedAt = performance.now()
  }

  /** The batches of an epoch; the seed and the epoch decide them. */
  #batches(epoch: number): Batch<TrainingExample>[] {
    const { recipe, start, train } = this.#plan
    const random = new SeededRandom(recipe.seed, epoch)
    const drawn = drawEpoch(train, random)
    const batchesOf = (posts: readonly TrainingExample[]): Batch<TrainingExample>[] =>
      makeBatches(posts, ({ text }) => nodeCount(text, start.config), recipe.batchPositions, random)
    const pictured = drawn.filter(({ picture }) => picture !== null)
    if (pictured.length === 0) return batchesOf(drawn)
    // apart, so that posts without a picture do not run through the branch for pictures
    const bare = drawn.filter(({ picture }) => picture === null)
    const batches = [...batchesOf(bare), ...batchesOf(pictured)]
    random.shuffle(batches)
    return batches
  }

  async #scoreEpoch(loss: number): Promise<EpochRecord> {
    const { dev, start, recipe, threads } = this.#plan
    const { values, table } = this.#trainer.weights
    const network = {
      config: start.config,
      values,
      words: { encoder: start.encoder, table: new LiveSums(new FloatRows(table, start.config.rowWidth)) },
      inputs: { caption: true, picture: true },
    }
    const tagger = Tagger.overNetwork(recipe.name, network, threads)
    try {
      return await scoreEpoch(this.#epoch + 1, loss, tagger, dev)
    } finally {
      await tagger.dispose()
    }
  }

  #isPatienceOver(): boolean {
    const { patience } = this.#plan.recipe
    if (patience === null || this.#history.length === 0) return false
    const best = Math.max(...this.#history.map(({ score }) => score))
    return this.#history.length - 1 - this.#history.findLastIndex(({ score }) => score === best) > patience
  }

  #report(loss: number, epoch: EpochRecord | null): void {
    this.#context.onProgress({
      stage: `pass ${this.#epoch + 1} of ${this.#plan.recipe.epochs}`,
      done: this.#step,
      total: this.#totalSteps,
      unit: 'steps',
      loss,
      secondsLeft: this.#clock.secondsLeft(this.#step),
      epoch,
    })
  }

  #state(optimiser: OptimiserState): TrainingState {
    return {
      epoch: this.#epoch,
      batch: this.#batch,
      lossSum: this.#lossSum,
      step: this.#step,
      plannedSteps: this.#totalSteps,
      history: this.#history,
      weights: this.#trainer.weights,
      optimiser,
      best: this.#best,
    }
  }
}

function copyWeights({ values, table }: Weights): Weights {
  return { values: new Map([...values].map(([name, array]) => [name, array.slice()])), table: table.slice() }
}
