import path from 'node:path'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { splitTag } from '../../shared/domain/bio.ts'
import { DEFAULT_LABELS } from '../../shared/domain/labels.ts'
import type { ComputeDevice } from '../onnx/ortSession.ts'
import { FloatRows, LiveSums } from '../features/rowTable.ts'
import type { ModelPack } from '../vsgn/modelPack.ts'
import { readModelPack } from '../vsgn/modelPack.ts'
import type { TrainingState } from './checkpoint.ts'
import { readCheckpoint, removeCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { taggerInput } from './evaluateModel.ts'
import { examplesOf } from './examples.ts'
import type { NamedStart } from './meanStart.ts'
import { meanStart } from './meanStart.ts'
import { readNameLists } from './mentionReplacement.ts'
import { packsBefore } from './packsBefore.ts'
import type { PublishedModel } from './publishModel.ts'
import { pretrain } from './pretraining/pretrain.ts'
import { publishModel } from './publishModel.ts'
import { writeNetworkPack } from './writeNetworkPack.ts'
import type { Recipe } from './recipe.ts'
import { earlierRunKey, runKey } from './runKey.ts'
import type { StartingPoint } from './startingPoint.ts'
import { fromPieces } from './startOfPieces.ts'
import { fromPack, fromScratch, withMoreVectors, wordsOfPack } from './startingPoint.ts'
import { learnFromText } from './textStage.ts'
import type { LoadedSet, TrainingPost } from './trainingData.ts'
import { loadSets } from './trainingData.ts'
import { requireDevice, runOnDevice } from './runOnDevice.ts'
import type { TrainContext, TrainingOutcome, TrainingPlan } from './trainingRun.ts'

export interface TrainOptions {
  readonly recipe: Recipe
  /** Folder of the pack to be written. */
  readonly out: string
  /** Holds word vectors and the checkpoint; may be shared between trainings of different names. */
  readonly cacheFolder: string
  /** Go on from the checkpoint of the same recipe and data, if there is one. */
  readonly resume: boolean
  /** A pack to continue from; null: start from scratch. */
  readonly from: string | null
  /** Further packs, of the same words: it goes on from the mean of them all. */
  readonly meanWith?: readonly string[]
  /** Of a linear CRF: a pack whose reading of each post it learns to correct; missing or null: it reads alone. */
  readonly over?: string | null
  /** Where training steps are taken; the CPU if missing. */
  readonly device?: ComputeDevice
  readonly threads: number
  /** Weights that are kept: of the epoch that scored best on the dev sets, or of the last one; they then choose nothing. */
  readonly keep?: 'best' | 'last'
  /** Leaves the checkpoint when the pack is written, for a caller who has more to do that can be stopped. */
  readonly keepCheckpoint?: boolean
}

/**
 * A pack that reads no captions has a caption branch that has learned nothing: with fewer captioned posts than this it
 * would disturb the rest more than it could learn, so they are not shown.
 */
const FEWEST_CAPTIONED = 1000

/**
 * Trains a model and writes its pack; with no epochs it writes the pack it would go on from, or the mean of several, with
 * scores of its own. The same recipe, data and thread count give the same weights. When `signal` aborts, the checkpoint is
 * written and the reason thrown; `resume` then goes on to the very same weights.
 */
export async function trainModel(options: TrainOptions, context: TrainContext): Promise<PublishedModel> {
  const { recipe, cacheFolder, threads, device = 'cpu' } = options
  await requireDevice(device)
  const started = performance.now()
  const given =
    recipe.epochs === 0
      ? []
      : await loadSets(recipe.data, context, await readNameLists(recipe.names), recipe.seed)
  if (recipe.epochs > 0 && given.every(({ posts }) => posts.length === 0))
    throw new WorkbenchError(
      'invalid-input',
      'There are no posts to train on. Give at least one labelled file.',
    )
  const start = await startingPoint(options, given, context)
  if (recipe.epochs === 0 && start.origin === null)
    throw new WorkbenchError(
      'invalid-input',
      'Without an epoch nothing is learned: only a pack that was trained before can be written so. Start from a model of the same kind, or train for one epoch.',
    )
  const captioned = given
    .flatMap(({ posts }) => posts)
    .filter(({ tokens, caption, sight }) => taggerInput(tokens, caption, sight).caption !== null).length
  const readsCaptions = start.inputs.caption || captioned >= (options.from === null ? 1 : FEWEST_CAPTIONED)
  const shown = (sets: readonly LoadedSet[]): readonly LoadedSet[] =>
    readsCaptions ? sets : sets.map(withoutCaptions)
  const train = shown(given)
  const dev = shown(await loadSets(recipe.dev, context))
  const words = {
    encoder: start.encoder,
    table: new LiveSums(new FloatRows(start.weights.table, start.config.rowWidth)),
  }
  const plan: TrainingPlan = {
    recipe,
    keep: options.keep ?? 'best',
    start,
    dev,
    device,
    threads,
    train: train.map(({ set, posts }) => ({
      share: set.share,
      posts: posts.flatMap((post) => examplesOf(post, start.config, words, readsCaptions)),
    })),
  }
  const checkpoint = path.join(cacheFolder, `${recipe.name}.checkpoint`)
  const from = await packsBefore([options.from, ...(options.meanWith ?? [])])
  const sets = [...train, ...dev]
  const keys = { key: runKey(recipe, sets, from), earlierKey: earlierRunKey(recipe, sets) }
  const { outcome, before } = await runToEnd(
    plan,
    { checkpoint, ...keys, resume: options.resume, started },
    context,
  )
  const { history, best, keptEpoch } = outcome
  const looks =
    start.inputs.picture || plan.train.some(({ posts }) => posts.some((example) => example.picture !== null))
  const reads = { caption: readsCaptions, picture: looks }
  const published = await publishModel({
    recipe,
    out: options.out,
    write: (folder, card, temperature, serving) =>
      writeNetworkPack(folder, recipe.name, { start, weights: best, reads, card, temperature, serving }),
    history,
    epoch: keptEpoch,
    from,
    train,
    dev,
    seconds: before + secondsSince(started),
    threads,
    pictures: context,
    signal: context.signal,
    onProgress: stageReporter(context),
  })
  if (options.keepCheckpoint !== true) await removeCheckpoint(checkpoint)
  return published
}

interface RunPlace {
  readonly checkpoint: string
  readonly key: string
  readonly earlierKey: string
  readonly resume: boolean
  /** When this part of the training began, by `performance.now()`. */
  readonly started: number
}

/**
 * Runs or goes on; `before`: seconds that were spent before this part. Of gradients and moments nothing is held any longer
 * when this returns.
 */
async function runToEnd(
  plan: TrainingPlan,
  { checkpoint, key, earlierKey, resume, started }: RunPlace,
  context: TrainContext,
): Promise<{ readonly outcome: TrainingOutcome; readonly before: number }> {
  const load = () => readCheckpoint(checkpoint, (found) => found === key || found === earlierKey)
  const resumed = resume ? await load() : null
  const before = resumed?.seconds ?? 0
  const save = (state: TrainingState): Promise<void> =>
    writeCheckpoint(checkpoint, key, { ...state, seconds: before + secondsSince(started) })
  return { outcome: await runOnDevice(plan, resumed, { load, save }, context), before }
}

function secondsSince(started: number): number {
  return (performance.now() - started) / 1000
}

async function startingPoint(
  options: TrainOptions,
  train: readonly LoadedSet[],
  context: TrainContext,
): Promise<StartingPoint> {
  const { recipe, from, meanWith = [], cacheFolder } = options
  const posts = train.flatMap((loaded) => loaded.posts)
  const types = typesOf(posts)
  if (from !== null) {
    const pack = await readModelPack(from)
    const isBaseline = recipe.network.encoder === 'bilstm' && pack.manifest.kind === 'vsgn'
    if (isBaseline) return fromScratch(recipe, types, wordsOfPack(pack), posts)
    const startOf = (folder: string, each: ModelPack): NamedStart => ({
      folder,
      // what learns nothing keeps its labels
      start: fromPack(each, recipe, recipe.epochs === 0 ? each.manifest.labels : types, posts),
    })
    const others: NamedStart[] = []
    for (const folder of meanWith) others.push(startOf(folder, await readModelPack(folder)))
    return afterText(meanStart([startOf(from, pack), ...others]), options, context)
  }
  if (recipe.size === 'full') return fromPieces(recipe, types, posts)
  const knowledge =
    recipe.text === null
      ? null
      : await learnFromText(
          recipe.text,
          cacheFolder,
          (progress) => context.onProgress({ ...progress, loss: null, secondsLeft: null, epoch: null }),
          context.signal,
        )
  return afterText(fromScratch(recipe, types, knowledge, posts), options, context)
}

/** Pre-trained on the recipe's text, if it says so, and with the other word vectors it names. */
async function afterText(
  start: StartingPoint,
  { recipe, cacheFolder, threads }: TrainOptions,
  context: TrainContext,
): Promise<StartingPoint> {
  const { text, pretraining, otherVectors } = recipe
  if (text === null) return start
  const checkpoint = path.join(cacheFolder, `${recipe.name}.pretraining`)
  const ready =
    pretraining === null ? start : await pretrain(start, text, pretraining, checkpoint, threads, context)
  return otherVectors === null ? ready : withMoreVectors(ready, otherVectors)
}

function withoutCaptions({ set, posts }: LoadedSet): LoadedSet {
  return { set, posts: posts.map((post) => ({ ...post, caption: null })) }
}

/** Tells of a stage that counts nothing. */
export function stageReporter({ onProgress }: TrainContext): (stage: string) => void {
  return (stage) =>
    onProgress({ stage, done: 0, total: null, unit: '', loss: null, secondsLeft: null, epoch: null })
}

/** The four usual types when the data has no other, else the types of the data in order of name. */
export function typesOf(posts: readonly TrainingPost[]): string[] {
  const found = new Set<string>()
  for (const { tags } of posts) for (const tag of tags) found.add(splitTag(tag)?.type ?? '')
  found.delete('')
  const usual = DEFAULT_LABELS.map(({ name }) => name)
  return [...found].every((type) => usual.includes(type)) ? usual : [...found].sort()
}
