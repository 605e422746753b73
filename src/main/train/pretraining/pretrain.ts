import { setImmediate as breathe } from 'node:timers/promises'
import { scheduleFactor } from '../../autodiff/schedule.ts'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { FloatRows, LiveSums } from '../../features/rowTable.ts'
import type { TensorData } from '../../onnx/ortSession.ts'
import { BucketSessions } from '../../vsgn/network/bucketSessions.ts'
import { initialParameters } from '../../vsgn/network/parameters.ts'
import type { Weight, WordVocabulary } from '../../vsgn/modelPack.ts'
import { NetworkFeeds } from '../../vsgn/networkFeeds.ts'
import { writeCheckpoint } from '../checkpoint.ts'
import { readCorpus } from '../corpus.ts'
import type { Weights } from '../optimiser.ts'
import { float, Optimiser } from '../optimiser.ts'
import type { StartingPoint } from '../startingPoint.ts'
import { StepClock } from '../stepClock.ts'
import type { TextOptions } from '../textStage.ts'
import type { TrainContext } from '../trainingRun.ts'
import type { PretrainingOptions } from './pretrainingOptions.ts'
import type { MaskedWordGraph } from './maskedWordGraph.ts'
import { buildMaskedWordGraph, CLASS_BIASES, CLASS_VECTORS, maskedWordSpecs } from './maskedWordGraph.ts'
import type { MaskedBatch } from './maskedWords.ts'
import { classCount, MaskedWords } from './maskedWords.ts'
import { pretrainingKey, resumePretraining } from './resumePretraining.ts'

/** Of the reported loss, a running mean. */
const SMOOTHING = 0.95
const ADAM = { beta1: 0.9, beta2: 0.98, epsilon: 1e-6 }
/** Word vectors have deviation 1; class vectors begin smaller, so that none is sure of itself at first. */
const CLASS_VECTOR_SCALE = 0.05
const CHECKPOINT_INTERVAL = 5 * 60_000

/**
 * Teaches the input layer and the encoder of a starting point to tell hidden words from their neighbours, and returns
 * the starting point with these weights. Goes on from the checkpoint of the same options, or of a longer or shorter run
 * from before its rate began to fall; every batch follows from the seed and its number, so that a run in pieces gives
 * what a run in one gives.
 */
export async function pretrain(
  start: StartingPoint,
  text: TextOptions,
  options: PretrainingOptions,
  checkpoint: string,
  threads: number,
  context: TrainContext,
): Promise<StartingPoint> {
  const subject = { config: start.config, text, options, origin: start.origin }
  const key = await pretrainingKey(subject)
  const resumed = await resumePretraining(checkpoint, subject)
  if (resumed !== null && resumed.step >= options.steps) return withEncoder(start, resumed.weights)
  const report = (done: number): void => {
    context.onProgress({
      stage: 'reading text',
      done,
      total: null,
      unit: 'lines',
      loss: null,
      secondsLeft: null,
      epoch: null,
    })
    context.signal.throwIfAborted()
  }
  // read as for the word vectors, so that the most frequent words are the same
  const corpus = await readCorpus({ ...text, minCount: 1, seed: text.skipGram.seed }, report)
  const words = new MaskedWords(corpus, start.encoder, options.targets, options.maskShare)
  const weights = resumed?.weights ?? withHead(start, options, words)
  const run = new PretrainingRun(start, words, options, weights, threads)
  if (resumed !== null) run.optimiser.restore(resumed.optimiser)
  const save = (step: number): Promise<void> =>
    writeCheckpoint(checkpoint, key, {
      epoch: 0,
      batch: 0,
      lossSum: 0,
      step,
      plannedSteps: options.steps,
      history: [],
      weights,
      optimiser: run.optimiser.state(),
      best: null,
    })
  await run.finish(resumed?.step ?? 0, save, context)
  return withEncoder(start, weights)
}

function withEncoder(start: StartingPoint, { values, table }: Weights): StartingPoint {
  const kept = [...start.weights.values].map(([name, fresh]) => [name, values.get(name) ?? fresh] as const)
  return { ...start, weights: { values: new Map(kept), table } }
}

/**
 * Encoder weights of the starting point and a fresh head that begins as the word vectors and the shares of the classes:
 * that saves the first thousand steps, in which little else is learned.
 */
function withHead(start: StartingPoint, options: PretrainingOptions, words: MaskedWords): Weights {
  const specs = maskedWordSpecs(start.config, headOf(start, classCount(options.targets), 1))
  const values = initialParameters(specs, options.seed)
  for (const name of values.keys()) {
    const given = start.weights.values.get(name)
    if (given !== undefined) values.set(name, given.slice())
  }
  const { vectors: known } = wordsOf(start)
  const vectors = known.values.subarray(0, options.targets * widthOf(start))
  values.get(CLASS_VECTORS)?.set(vectors.map((value) => value * CLASS_VECTOR_SCALE))
  values.set(CLASS_BIASES, words.logShares())
  return { values, table: start.weights.table.slice() }
}

/** Only a network that reads words is pre-trained here: word pieces come pre-trained, as BERT. */
function wordsOf({ vocabulary }: StartingPoint): WordVocabulary<Weight> {
  if ('pieces' in vocabulary)
    throw new WorkbenchError(
      'invalid-input',
      'A network that reads word pieces cannot be pre-trained here. Leave "pretraining" out of the training config, and start from a BERT model with --bert.',
    )
  return vocabulary
}

const widthOf = (start: StartingPoint): number => wordsOf(start).vectors.shape[1] ?? 0
const headOf = (start: StartingPoint, classes: number, capacity: number) => ({
  classes,
  width: widthOf(start),
  capacity,
})

class PretrainingRun {
  readonly optimiser: Optimiser
  readonly #start: StartingPoint
  readonly #options: PretrainingOptions
  readonly #words: MaskedWords
  readonly #weights: Weights
  readonly #sessions: BucketSessions<MaskedWordGraph>
  readonly #feeds = new WeakMap<MaskedWordGraph, NetworkFeeds>()

  constructor(
    start: StartingPoint,
    words: MaskedWords,
    options: PretrainingOptions,
    weights: Weights,
    threads: number,
  ) {
    const { rate, weightDecay, clip, targets, maskShare } = options
    this.#start = start
    this.#options = options
    this.#weights = weights
    this.#words = words
    const head = headOf(start, classCount(targets), 1)
    this.optimiser = new Optimiser(maskedWordSpecs(start.config, head), weights, start.config.rowWidth, {
      rates: { encoder: rate, new: rate, head: rate, table: rate },
      weightDecay,
      clip,
      adam: ADAM,
    })
    this.#sessions = new BucketSessions(
      (bucket) => {
        const capacity = MaskedWords.capacity(bucket.words, bucket.batch, maskShare)
        return buildMaskedWordGraph(start.config, bucket, { ...head, capacity })
      },
      // there is one size of batch, and so one session
      { device: 'cpu', threads, memoryPattern: true },
    )
  }

  async finish(
    firstStep: number,
    save: (step: number) => Promise<void>,
    { signal, onProgress }: TrainContext,
  ): Promise<void> {
    const { seed, steps, batchPositions } = this.#options
    const clock = new StepClock(firstStep, steps)
    let savedAt = performance.now()
    let loss = 0
    for (let step = firstStep; step < steps; step++) {
      if (signal.aborted) await save(step)
      signal.throwIfAborted()
      const now = await this.#step(this.#words.batch(seed, step, batchPositions), step)
      loss = step === firstStep ? now : SMOOTHING * loss + (1 - SMOOTHING) * now
      if (clock.isDue() || step + 1 === steps) {
        const secondsLeft = clock.secondsLeft(step + 1)
        onProgress({
          stage: 'pre-training',
          done: step + 1,
          total: steps,
          unit: 'steps',
          loss,
          secondsLeft,
          epoch: null,
        })
      }
      if (performance.now() - savedAt > CHECKPOINT_INTERVAL) {
        await save(step + 1)
        savedAt = performance.now()
      }
      await breathe()
    }
    await save(steps)
    await this.#sessions.dispose()
  }

  async #step(batch: MaskedBatch, step: number): Promise<number> {
    const { steps, warmUpSteps, holdUntil, finalRate } = this.#options
    const bucket = { batch: batch.size, words: batch.length, captionWords: 0, pictures: false }
    const { graph, session } = await this.#sessions.get(bucket)
    const feeds = this.#feeds.get(graph) ?? this.#newFeeds(bucket)
    this.#feeds.set(graph, feeds)
    feeds.fill(
      batch.texts.map((text) => ({ text, caption: null, picture: null })),
      batch.hiding,
      batch.starts,
    )
    const shape = [batch.positions.length]
    const inputs = this.optimiser.inputs(graph, {
      ...feeds.tensors,
      lines: float([batch.size, batch.length], batch.lines),
      positions: { dtype: 'int32', shape, values: batch.positions },
      targets: { dtype: 'int32', shape, values: batch.targets },
      target_weights: float(shape, batch.weights),
    })
    const outputs = this.optimiser.outputs(graph)
    await session.run(inputs, outputs)
    const loss = (outputs.loss as TensorData).values[0] as number
    if (!Number.isFinite(loss))
      throw new WorkbenchError(
        'model',
        `Pre-training diverged at step ${step}: the loss is ${loss}. Lower its rate and start again.`,
      )
    const factor = scheduleFactor(step, {
      totalSteps: steps,
      warmUpSteps,
      holdUntil,
      finalShare: finalRate,
    })
    this.optimiser.step(graph, outputs, [{ used: feeds.usedRows, output: 'd_rows' }], factor)
    return loss
  }

  #newFeeds(bucket: ConstructorParameters<typeof NetworkFeeds>[0]): NetworkFeeds {
    const table = new LiveSums(new FloatRows(this.#weights.table, this.#start.config.rowWidth))
    return new NetworkFeeds(bucket, this.#start.config, { encoder: this.#start.encoder, table })
  }
}
