import { setImmediate as breathe } from 'node:timers/promises'
import { WorkbenchError } from '../../../shared/api/workbenchError.ts'
import { featuresOf, readLinearPack, writeLinearPack } from '../../vsgn/linear/linearPack.ts'
import { LinearReader } from '../../vsgn/linear/linearModel.ts'
import type { GroupedWords } from '../../vsgn/linear/wordGroups.ts'
import { NO_GROUPS } from '../../vsgn/linear/wordGroups.ts'
import { readManifest, readModelPack } from '../../vsgn/modelPack.ts'
import { TagSet } from '../../vsgn/tagSet.ts'
import type { EpochRecord } from '../checkpoint.ts'
import { readNameLists } from '../mentionReplacement.ts'
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
 * of words: the groups of another linear CRF, or the word vectors of a network. It starts anew every time, so that a
 * training that was stopped is simply started again. The same recipe and data give the same pack.
 */
export async function trainLinearModel(
  { recipe, out, from, threads }: TrainOptions,
  context: TrainContext,
): Promise<PublishedModel> {
  const started = performance.now()
  const report = stageReporter(context)
  const train = await loadSets(recipe.data, null, await readNameLists(recipe.names), recipe.seed)
  const dev = await loadSets(recipe.dev, null)
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
  const examples = posts.map(({ tokens, tags, caption }) => ({
    rows: features.rowsOf(tokens, caption),
    gold: tags.map((tag) => tagSet.numberOf(tag)),
  }))
  const { epochs, seed } = recipe
  const trainer = new LinearTrainer(tagSet.types, examples, { ...LINEAR_DEFAULTS, seed, epochs })
  const history: EpochRecord[] = []
  for (let epoch = 0; epoch < epochs; epoch++) {
    await breathe()
    context.signal.throwIfAborted()
    const loss = trainer.runEpoch(epoch)
    const record = await scoreEpoch(epoch + 1, loss, new LinearReader(features, trainer.weights), dev)
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
  const inputs = { caption: posts.some(({ caption }) => caption !== null), picture: false }
  return publishModel({
    recipe,
    out,
    write: (card, temperature) =>
      writeLinearPack(out, {
        name: recipe.name,
        inputs,
        calibration: { temperature },
        card,
        weights,
        grouped,
      }),
    history,
    epoch: epochs,
    train,
    dev,
    seconds: (performance.now() - started) / 1000,
    threads,
    look: null,
    onProgress: report,
  })
}

async function groupsOf(folder: string): Promise<GroupedWords> {
  const { manifest } = await readManifest(folder)
  if (manifest.kind === 'linear-crf') return (await readLinearPack(folder)).grouped
  const { vectorWords, vectors, dimensions } = wordsOfPack(await readModelPack(folder))
  const { fine } = CLUSTER_DEFAULTS
  return { words: vectorWords, groups: clusterWords(vectors, dimensions, CLUSTER_DEFAULTS), fine }
}
