import { DropoutMasks } from '../autodiff/dropout.ts'
import { scheduleFactor } from '../autodiff/schedule.ts'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Batch } from '../features/batches.ts'
import type { EncodedText } from '../features/encodedText.ts'
import type { PictureFeatures } from '../features/pictureFeatures.ts'
import { FloatRows, LiveSums } from '../features/rowTable.ts'
import type { ComputeDevice, TensorData } from '../onnx/ortSession.ts'
import { BucketSessions } from '../vsgn/network/bucketSessions.ts'
import type { VsgnConfig } from '../vsgn/network/config.ts'
import { labelsOf } from '../vsgn/network/config.ts'
import { FORBIDDEN } from '../vsgn/network/crf.ts'
import { goldTensors } from '../vsgn/network/gold.ts'
import type { Bucket } from '../vsgn/network/inputs.ts'
import type { TrainingGraph } from '../vsgn/network/trainingGraph.ts'
import { buildTrainingGraph, parameterSpecs } from '../vsgn/network/trainingGraph.ts'
import type { NetworkPost, WordInput } from '../vsgn/networkFeeds.ts'
import { bucketFor, NetworkFeeds } from '../vsgn/networkFeeds.ts'
import type { TextEncoder } from '../features/encodePost.ts'
import type { OptimiserState, Weights } from './optimiser.ts'
import { float, Optimiser } from './optimiser.ts'
import { DeviceSteps, keptOnDevice } from './deviceSteps.ts'
import { CpuSteps } from './stepTaker.ts'
import type { StepTaker } from './stepTaker.ts'
import type { Recipe } from './recipe.ts'

/** A post ready for training: words as row numbers, gold as label numbers. */
export interface TrainingExample {
  readonly text: EncodedText
  readonly caption: EncodedText | null
  readonly picture: PictureFeatures | null
  /** Of the nodes that bear labels: words, or pieces and marks. */
  readonly gold: readonly number[]
  /** Label numbers its set does not annotate. */
  readonly unlabelled: readonly number[]
  /** Index of its set's label space in the configuration; null: none of them. */
  readonly labelSpace: number | null
}

/** Where a run stands: everything random in a step follows from the seed and these. */
export interface Position {
  readonly epoch: number
  /** Steps since the start of the run. */
  readonly step: number
  readonly totalSteps: number
}

type TrainingRecipe = Pick<
  Recipe,
  'seed' | 'rates' | 'weightDecay' | 'clip' | 'warmUp' | 'finalRate' | 'hideWords' | 'hideVectors'
>

/** Where steps are taken. Equal thread counts give equal weights on the CPU. */
export interface TrainingDevice {
  readonly device: ComputeDevice
  readonly threads: number
  /** Writes onnxruntime's whole log to stderr. */
  readonly verbose?: boolean
  /** Whether state stays in graphs (`DeviceSteps`); if missing on all devices but the CPU, where arrays are faster. */
  readonly graphs?: boolean
}

/** Takes training steps: the posts of a batch, what is hidden of them, their gold and where the schedules stand. */
export class Trainer {
  readonly weights: Weights
  readonly #config: VsgnConfig
  readonly #recipe: TrainingRecipe
  readonly #words: WordInput
  readonly #sessions: BucketSessions<TrainingGraph>
  readonly #steps: StepTaker
  /** Number of the last step, and how many losses are still to be told of. */
  #last = 0
  #untold = 0
  readonly #masks: DropoutMasks
  readonly #feeds = new WeakMap<TrainingGraph, NetworkFeeds>()

  /** `weights` are changed in place, on another device than the CPU by `collect`. `resumed`: where an earlier run stood. */
  constructor(
    config: VsgnConfig,
    recipe: TrainingRecipe,
    encoder: TextEncoder,
    weights: Weights,
    where: TrainingDevice,
    resumed: OptimiserState | null,
  ) {
    const { graphs = where.device !== 'cpu', ...options } = where
    this.weights = weights
    this.#config = config
    this.#recipe = recipe
    this.#words = { encoder, table: new LiveSums(new FloatRows(weights.table, config.rowWidth)) }
    this.#sessions = new BucketSessions(
      (bucket) => buildTrainingGraph(config, bucket),
      (graph) => ({ ...options, ...(graphs && { keep: keptOnDevice(graph) }) }),
    )
    const specs = parameterSpecs(config)
    if (!graphs) {
      const optimiser = new Optimiser(specs, weights, config.rowWidth, recipe)
      if (resumed !== null) optimiser.restore(resumed)
      this.#steps = new CpuSteps(optimiser)
    } else
      this.#steps = new DeviceSteps(options, specs, usesOf(config), weights, config.rowWidth, recipe, resumed)
    this.#masks = new DropoutMasks(recipe.seed)
  }

  /** One step over a batch; `losses` tells what it lost. */
  async step({ items, size, length }: Batch<TrainingExample>, position: Position): Promise<void> {
    const random = new SeededRandom(this.#recipe.seed, position.epoch, position.step)
    const posts = items.map((item) => hideInputs(item, this.#config, random))
    const bucket = bucketFor(posts, size, length, this.#config)
    const opened = await this.#sessions.get(bucket)
    const { graph } = opened
    const feeds = this.#feeds.get(graph) ?? new NetworkFeeds(bucket, this.#config, this.#words)
    this.#feeds.set(graph, feeds)
    feeds.fill(posts, {
      word: () => random.uniform() < this.#recipe.hideWords,
      vector: () => random.uniform() < this.#recipe.hideVectors,
    })
    const inputs = {
      ...feeds.tensors,
      ...this.#goldFeeds(items, bucket),
      ...this.#labelSpaceFeeds(items, bucket, random),
      ...this.#schedules(position, bucket),
      ...this.#masks.feeds(graph.dropoutSites, position.epoch, position.step),
    }
    const rowGradients = [
      { used: feeds.usedRows, output: 'd_rows' },
      { used: feeds.usedCaptionRows, output: 'd_caption_rows' },
    ]
    await this.#steps.take(opened, inputs, rowGradients, this.#rateFactor(position))
    this.#last = position.step
    this.#untold++
  }

  /**
   * The losses of the steps since they were last asked for, in order; without `all` those that lie ready: a device tells
   * them a few steps later. Throws WorkbenchError `model` when one is not a number.
   */
  async losses(all: boolean): Promise<readonly number[]> {
    const losses = await this.#steps.losses(all)
    const first = this.#last - this.#untold + 1
    this.#untold -= losses.length
    const diverged = losses.findIndex((loss) => !Number.isFinite(loss))
    if (diverged >= 0)
      throw new WorkbenchError(
        'model',
        `Training diverged at step ${first + diverged}: the loss is ${losses[diverged]}. Lower the learning rates and start again.`,
      )
    return losses
  }

  /** Brings the weights back from the device, and gives the state for a checkpoint. */
  collect(): Promise<OptimiserState> {
    return this.#steps.collect()
  }

  async dispose(): Promise<void> {
    await this.#steps.dispose()
    await this.#sessions.dispose()
  }

  #goldFeeds(items: readonly TrainingExample[], { batch, words }: Bucket): Record<string, TensorData> {
    const labels = labelsOf(this.#config).length
    const weights = new Float32Array(batch).fill(1, 0, items.length)
    const bias = new Float32Array(batch * labels)
    for (const [index, { unlabelled }] of items.entries())
      for (const label of unlabelled) bias[index * labels + label] = FORBIDDEN
    const paths = Array.from({ length: batch }, (_, index) => items[index]?.gold ?? [])
    return {
      ...goldTensors(paths, words, labels),
      weights: float([batch], weights),
      emission_bias: float([batch, labels], bias),
    }
  }

  /** The label space of each post, but for those that teach the shared outputs alone this time. */
  #labelSpaceFeeds(
    items: readonly TrainingExample[],
    { batch }: Bucket,
    random: SeededRandom,
  ): Record<string, TensorData> {
    const { labelSpaces, labelSpaceDropout } = this.#config
    if (labelSpaces.length === 0) return {}
    const membership = new Float32Array(batch * labelSpaces.length)
    for (const [index, { labelSpace }] of items.entries())
      if (labelSpace !== null && random.uniform() >= labelSpaceDropout)
        membership[index * labelSpaces.length + labelSpace] = 1
    return { label_space: float([batch, labelSpaces.length], membership) }
  }

  /** β of (22) rises over the first half of the run; λ of (28) is switched on after the first epoch. */
  #schedules({ epoch, step, totalSteps }: Position, bucket: Bucket): Record<string, TensorData> {
    const { start, end } = this.#config.deviationWeight
    const progress = Math.min(1, (2 * step) / Math.max(1, totalSteps))
    const schedules: Record<string, TensorData> = {
      deviation_weight: float([], Float32Array.of(start + (end - start) * progress)),
    }
    if (bucket.pictures)
      schedules.alignment_weight = float([], Float32Array.of(epoch === 0 ? 0 : this.#config.alignmentWeight))
    return schedules
  }

  #rateFactor({ step, totalSteps }: Position): number {
    return scheduleFactor(step, {
      totalSteps,
      warmUpSteps: Math.round(this.#recipe.warmUp * totalSteps),
      holdUntil: 0,
      finalShare: this.#recipe.finalRate,
    })
  }
}

/** The parameters that the graphs use, with and without captions and pictures. */
function usesOf(config: VsgnConfig): ReadonlySet<string>[] {
  const smallest = { batch: 1, words: 2, pieces: 2, captionPieces: 2 }
  return [false, true].flatMap((pictures) =>
    [0, 2].map((captionWords) => {
      const { parameters } = buildTrainingGraph(config, { ...smallest, captionWords, pictures })
      return new Set(parameters.map(({ name }) => name))
    }),
  )
}

/** Hides captions and pictures of some posts, so that the network learns to do without. */
function hideInputs(post: TrainingExample, config: VsgnConfig, random: SeededRandom): NetworkPost {
  const { caption, picture } = config.modalityDropout
  const hideCaption = random.uniform() < caption
  const hidePicture = random.uniform() < picture
  return {
    text: post.text,
    caption: hideCaption ? null : post.caption,
    picture: hidePicture ? null : post.picture,
  }
}
