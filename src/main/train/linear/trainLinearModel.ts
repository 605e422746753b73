import { setImmediate as breathe } from 'node:timers/promises'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { featuresOf, readLinearPack, writeLinearPack } from '../../vsgn/linear/linearPack.ts'
import { LinearReader } from '../../vsgn/linear/linearModel.ts'
import type { GroupedWords } from '../../vsgn/linear/wordGroups.ts'
import { NO_GROUPS } from '../../vsgn/linear/wordGroups.ts'
import { modelPackOf, readManifest, readModelPack, readPackFiles } from '../../vsgn/modelPack.ts'
import { filesForInnerPack, innerPack } from '../../vsgn/innerPack.ts'
import type { PackManifest } from '../../vsgn/packManifest.ts'
import { Tagger } from '../../vsgn/tagger.ts'
import { baseScores } from '../../vsgn/linear/baseScores.ts'
import { taggerInput } from '../evaluateModel.ts'
import type { TrainingPost } from '../trainingData.ts'
import type { LinearExample } from './linearTrainer.ts'
import { TagSet } from '../../vsgn/tagSet.ts'
import type { EpochRecord } from '../checkpoint.ts'
import { readNameLists } from '../mentionReplacement.ts'
import { packsBefore } from '../packsBefore.ts'
import type { PublishedModel } from '../publishModel.ts'
import { publishModel } from '../publishModel.ts'
import { wordsOfPack } from '../startingPoint.ts'
import type { TrainOptions } from '../trainModel.ts'
import { scoreEpoch } from '../scoreEpoch.ts'
import { stageReporter, typesOf } from '../trainModel.ts'
import { loadSets } from '../trainingData.ts'
import type { TrainContext } from '../trainingRun.ts'
import { CLUSTER_DEFAULTS, clusterWords } from './clusterWords.ts'
import { LINEAR_DEFAULTS, LinearTrainer } from './linearTrainer.ts'

/**
 * Trains a linear-chain CRF and writes its pack: seconds, where the network takes minutes. `from` lends its knowledge
 * of words: the groups of another linear CRF, or the word vectors of a network. With `over`, a network (or the one in a
 * pack of this kind), it learns what to change in what that reads, and the pack holds both. It starts anew every time, so
 * that a training that was stopped is simply started again. The same recipe and data give the same weights.
 */
export async function trainLinearModel(
  options: TrainOptions,
  context: TrainContext,
): Promise<PublishedModel> {
  const { over = null, recipe, threads } = options
  if (recipe.epochs === 0)
    throw new WorkbenchError(
      'invalid-input',
      'A linear CRF learns anew every time, so it needs an epoch at least. Set its epochs to 1 or more.',
    )
  if (over === null) return trainOver(null, options, context)
  const base = await loadBase(over, threads)
  try {
    return await trainOver(base, options, context)
  } finally {
    await base.tagger.dispose()
  }
}

async function trainOver(
  base: LoadedBase | null,
  { recipe, out, from, over, threads }: TrainOptions,
  context: TrainContext,
): Promise<PublishedModel> {
  const started = performance.now()
  const report = stageReporter(context)
  const pictures = base?.tagger.info.inputs.picture === true ? context : { told: context.told }
  const train = await loadSets(recipe.data, pictures, await readNameLists(recipe.names), recipe.seed)
  const dev = await loadSets(recipe.dev, pictures)
  const posts = train.flatMap((loaded) => loaded.posts).filter(({ tokens }) => tokens.length > 0)
  if (posts.length === 0)
    throw new WorkbenchError(
      'invalid-input',
      'There are no posts to train on. Give at least one labelled file.',
    )
  report('grouping words')
  const grouped = from === null ? NO_GROUPS : await groupsOf(from)
  report('reading posts')
  const features = featuresOf({ grouped })
  const tagSet = new TagSet(typesOf(posts))
  const before = base === null ? [] : await readAll(base.tagger, tagSet.types, posts, context.signal)
  const examples = posts.map(({ tokens, tags, caption }, index): LinearExample => ({
    rows: features.rowsOf(tokens, caption),
    before: before[index] ?? null,
    gold: tags.map((tag) => tagSet.numberOf(tag)),
  }))
  const { epochs, seed } = recipe
  const trainer = new LinearTrainer(tagSet.types, examples, { ...LINEAR_DEFAULTS, seed, epochs })
  const history: EpochRecord[] = []
  for (let epoch = 0; epoch < epochs; epoch++) {
    await breathe()
    context.signal.throwIfAborted()
    const loss = trainer.runEpoch(epoch)
    const reader = new LinearReader(features, trainer.weights, base?.tagger ?? null)
    const record = await scoreEpoch(epoch + 1, loss, reader, base === null || epoch + 1 === epochs ? dev : [])
    history.push(record)
    context.onProgress({
      stage: `pass ${epoch + 1} of ${epochs}`,
      done: epoch + 1,
      total: epochs,
      unit: 'passes',
      loss,
      secondsLeft: null,
      epoch: record,
    })
  }
  const { weights } = trainer
  const captions = posts.some(({ caption }) => caption !== null)
  const inputs = {
    caption: captions || base?.tagger.info.inputs.caption === true,
    picture: base?.tagger.info.inputs.picture === true,
  }
  return publishModel({
    recipe,
    out,
    write: (folder, card, temperature) =>
      writeLinearPack(folder, {
        name: recipe.name,
        inputs,
        calibration: { temperature },
        card,
        weights,
        grouped,
        base,
      }),
    history,
    epoch: epochs,
    from: await packsBefore([from, over]),
    train,
    dev,
    seconds: (performance.now() - started) / 1000,
    threads,
    pictures,
    signal: context.signal,
    onProgress: report,
  })
}

/** A network that is corrected: what reads, and the files that go into the pack. */
interface LoadedBase {
  readonly tagger: Tagger
  readonly manifest: PackManifest
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Of a linear CRF that corrects a network itself, that network: corrections are learned anew from all posts. */
async function loadBase(folder: string, threads: number): Promise<LoadedBase> {
  const outer = await readPackFiles(folder)
  const inner = innerPack(outer, folder)
  if (inner === null && outer.manifest.kind === 'linear-crf')
    throw new WorkbenchError(
      'refused',
      `${outer.manifest.name} is a linear CRF that reads alone; expected a network to correct. Choose another model.`,
    )
  const pack = inner ?? outer
  const tagger = await Tagger.ofPack(modelPackOf(pack, folder), folder, { device: 'cpu', threads })
  return { tagger, manifest: pack.manifest, files: filesForInnerPack(pack) }
}

/** Posts that the network is given in one go: it can be stopped in between. */
const CHUNK = 256

async function readAll(
  tagger: Tagger,
  types: readonly string[],
  posts: readonly TrainingPost[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const { caption: readsCaptions } = tagger.info.inputs
  const inputs = posts
    .map(({ tokens, caption, sight }) => taggerInput(tokens, caption, sight))
    .map((input) => (readsCaptions ? input : { ...input, caption: null }))
  const scores: Float32Array[] = []
  for (let start = 0; start < inputs.length; start += CHUNK) {
    signal.throwIfAborted()
    scores.push(...(await baseScores(tagger, types, inputs.slice(start, start + CHUNK))))
    await breathe()
  }
  return scores
}

async function groupsOf(folder: string): Promise<GroupedWords> {
  const { manifest } = await readManifest(folder)
  if (manifest.kind === 'linear-crf') return (await readLinearPack(folder)).grouped
  const { vectorWords, vectors, dimensions } = wordsOfPack(await readModelPack(folder))
  const { fine } = CLUSTER_DEFAULTS
  return { words: vectorWords, groups: clusterWords(vectors, dimensions, CLUSTER_DEFAULTS), fine }
}
