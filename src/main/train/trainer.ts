import { DropoutMasks } from '../autodiff/dropout.ts'
import { scheduleFactor } from '../autodiff/schedule.ts'
import { SeededRandom } from '../autodiff/seededRandom.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { Batch } from '../features/batches.ts'
import type { EncodedText } from '../features/encodedText.ts'
import type { PictureFeatures } from '../features/pictureFeatures.ts'
import { FloatRows, LiveSums } from '../features/rowTable.ts'
import type { TensorData } from '../onnx/ortSession.ts'
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
import type { Recipe } from './recipe.ts'

/** A post ready for training: words as row numbers, gold as label numbers. */
export interface TrainingExample {
  readonly text: EncodedText
  readonly caption: EncodedText | null
  readonly picture: PictureFeatures | null
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

/** Takes training steps: forward and backward pass in onnxruntime, AdamW and the sparse table here. */
export class Trainer {
  readonly weights: Weights
  readonly #config: VsgnConfig
  readonly #recipe: TrainingRecipe
  readonly #words: WordInput
  readonly #sessions: BucketSessions<TrainingGraph>
  readonly #optimiser: Optimiser
  readonly #masks: DropoutMasks
  readonly #feeds = new WeakMap<TrainingGraph, NetworkFeeds>()

  /** `weights` are changed in place. Equal thread counts give equal weights. */
  constructor(
    config: VsgnConfig,
    recipe: TrainingRecipe,
    encoder: TextEncoder,
    weights: Weights,
    threads: number,
  ) {
    this.weights = weights
    this.#config = config
    this.#recipe = recipe
    this.#words = { encoder, table: new LiveSums(new FloatRows(weights.table, config.rowWidth)) }
    this.#sessions = new BucketSessions((bucket) => buildTrainingGraph(config, bucket), {
      device: 'cpu',
      threads,
    })
    this.#optimiser = new Optimiser(parameterSpecs(config), weights, config.rowWidth, recipe)
    this.#masks = new DropoutMasks(recipe.seed)
  }

  /** One step over a batch; returns its loss. Throws WorkbenchError `model` when the loss is not a number. */
  async step({ items, size, length }: Batch<TrainingExample>, position: Position): Promise<number> {
    const random = new SeededRandom(this.#recipe.seed, position.epoch, position.step)
    const posts = items.map((item) => hideInputs(item, this.#config, random))
    const bucket = bucketFor(posts, size, length, this.#config)
    const { graph, session } = await this.#sessions.get(bucket)
    const feeds = this.#feeds.get(graph) ?? new NetworkFeeds(bucket, this.#config, this.#words)
    this.#feeds.set(graph, feeds)
    feeds.fill(posts, {
      word: () => random.uniform() < this.#recipe.hideWords,
      vector: () => random.uniform() < this.#recipe.hideVectors,
    })
    const inputs = this.#optimiser.inputs(graph, {
      ...feeds.tensors,
      ...this.#goldFeeds(items, bucket),
      ...this.#labelSpaceFeeds(items, bucket, random),
      ...this.#schedules(position, bucket),
      ...this.#masks.feeds(graph.dropoutSites, position.epoch, position.step),
    })
    const outputs = this.#optimiser.outputs(graph)
    await session.run(inputs, outputs)
    const loss = (outputs.loss as TensorData).values[0] as number
    if (!Number.isFinite(loss))
      throw new WorkbenchError(
        'model',
        `Training diverged at step ${position.step}: the loss is ${loss}. Lower the learning rates and start again.`,
      )
    const rowGradients = [
      { used: feeds.usedRows, output: 'd_rows' },
      { used: feeds.usedCaptionRows, output: 'd_caption_rows' },
    ]
    this.#optimiser.step(graph, outputs, rowGradients, this.#rateFactor(position))
    return loss
  }

  state(): OptimiserState {
    return this.#optimiser.state()
  }

  restore(state: OptimiserState): void {
    this.#optimiser.restore(state)
  }

  async dispose(): Promise<void> {
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
