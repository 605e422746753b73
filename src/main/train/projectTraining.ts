import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ComparisonDocument, TrainedDocument } from '../../shared/api/trainingDocuments.ts'
import type { JsonObject } from '../../shared/domain/json.ts'
import { FeatureCache } from '../features/vision/featureCache.ts'
import type { Sighting } from '../features/vision/sighting.ts'
import { EYES_RECIPE } from '../features/vision/sighting.ts'
import { isNetworkKind } from '../../shared/domain/modelKind.ts'
import { holdsBase } from '../vsgn/innerPack.ts'
import { readManifest } from '../vsgn/modelPack.ts'
import { loadTagger } from '../vsgn/loadTagger.ts'
import type { ModelKind } from '../../shared/domain/modelKind.ts'
import type { ComparedPost } from './compareModels.ts'
import { compareModels } from './compareModels.ts'
import type { PublishedModel } from './publishModel.ts'
import { withPictures } from './postPictures.ts'
import type { Recipe } from './recipe.ts'
import { plainSet } from './recipe.ts'
import { usualTraining } from './usualTraining.ts'
import { learnsFromPictures } from './startingKinds.ts'
import { trainAnyModel } from './trainAnyModel.ts'
import { stageReporter } from './trainModel.ts'
import type { TrainContext } from './trainingRun.ts'

/** A training on posts of a project, which lie in a folder of their own from its start to its end. */
export interface ProjectTraining {
  readonly name: string
  readonly kind: ModelKind
  /** Holds TRAIN_FILE, HELD_OUT_FILE and the checkpoint. */
  readonly folder: string
  /** Folder of the pack to be written. */
  readonly out: string
  /** Folder of the pack it starts from; null: from scratch. */
  readonly base: string | null
  /** Folder of the pack it is compared with on the held-out posts; null: none. */
  readonly compareWith: string | null
  /** Folder of what was seen in the pictures of the posts; null: no picture is shown. */
  readonly sights: string | null
  readonly epochs: number
  readonly seed: number
  readonly threads: number
}

/** Labelled posts, one JSON a line: id (of the project), externalId, tokens, tags, caption, image (SHA-256). */
export const TRAIN_FILE = 'train.jsonl'
export const HELD_OUT_FILE = 'held-out.jsonl'

/**
 * Trains, or goes on where it was stopped, and compares the new model with another one. The held-out posts are scored
 * after each epoch and choose nothing: the last weights are kept, so that their score is honest.
 */
export async function runProjectTraining(
  task: ProjectTraining,
  context: TrainContext,
): Promise<Omit<TrainedDocument, 'model'>> {
  const heldOut = await readComparedPosts(path.join(task.folder, HELD_OUT_FILE), task.sights)
  const published = await trainAnyModel(
    task.kind,
    {
      recipe: await recipeOf(task, heldOut.length > 0),
      out: task.out,
      cacheFolder: task.folder,
      resume: true,
      from: task.base,
      over: task.kind === 'linear-crf' ? await correctable(task.base) : null,
      threads: task.threads,
      keep: 'last',
      // until the models are compared; whoever began it then removes the whole folder
      keepCheckpoint: true,
    },
    task.sights === null ? context : { ...context, seen: whatWasSeen(task.sights) },
  )
  const { sha256, epoch, history, seconds } = published
  const comparison =
    heldOut.length === 0 || task.compareWith === null
      ? null
      : await comparePacks(task.compareWith, task.out, heldOut, task.threads, context)
  return {
    name: task.name,
    sha256,
    epoch,
    seconds,
    epochs: history.map(({ epoch: number, loss, dev }) => ({
      epoch: number,
      loss,
      f1: Object.values(dev)[0] ?? null,
    })),
    heldOut: heldOutScores(published),
    comparison,
  }
}

/** The pack whose reading a linear CRF corrects: the one it starts from, where there is a network in it. */
async function correctable(base: string | null): Promise<string | null> {
  if (base === null) return null
  const { manifest } = await readManifest(base)
  return isNetworkKind(manifest.kind) || holdsBase(manifest) ? base : null
}

function heldOutScores({ dev }: PublishedModel): TrainedDocument['heldOut'] {
  const [scores] = Object.values(dev)
  if (scores === undefined) return null
  const { micro, types, interval95 } = scores
  return { micro, types: { ...types }, interval95: interval95 === null ? null : [...interval95] }
}

async function recipeOf(
  { name, kind, base, folder, sights, seed, epochs }: ProjectTraining,
  scores: boolean,
): Promise<Recipe> {
  const pictures = (await learnsFromPictures(kind, base)) ? sights : null
  return {
    ...(await usualTraining(kind, 'compact', base)),
    name,
    seed,
    epochs,
    patience: null,
    data: [{ ...plainSet(path.join(folder, TRAIN_FILE), null, pictures), name: 'project' }],
    dev: scores ? [{ ...plainSet(path.join(folder, HELD_OUT_FILE), null, pictures), name: 'held out' }] : [],
    card: CARD,
  }
}

const CARD: JsonObject = {
  summary: 'Trained in the workbench on labelled posts of a project.',
  choice: 'The held-out posts chose nothing: the weights are those of the last epoch.',
  intendedUse: 'Pre-annotation of posts like those it learned from, for people who check every span.',
  privacy: 'It holds words of the posts it learned from. Pass it on only where you may pass those on.',
}

/** Loads two packs and compares them on the same posts. */
export async function comparePacks(
  first: string,
  second: string,
  posts: readonly ComparedPost[],
  threads: number,
  context: TrainContext,
): Promise<ComparisonDocument> {
  stageReporter(context)('loading the models')
  const one = await loadTagger(first, { device: 'cpu', threads })
  const other = await loadTagger(second, { device: 'cpu', threads })
  try {
    const onProgress = (done: number, total: number): void =>
      context.onProgress({
        stage: 'comparing',
        done,
        total,
        unit: 'posts',
        loss: null,
        secondsLeft: null,
        epoch: null,
      })
    return await compareModels(one, other, posts, { onProgress, signal: context.signal })
  } finally {
    await one.dispose()
    await other.dispose()
  }
}

/** What was seen in a picture, by its SHA-256, where the program has looked at it already. */
function whatWasSeen(sights: string): (picture: string) => Promise<Sighting> {
  const seen = new FeatureCache(sights, EYES_RECIPE, null)
  return async (picture) => {
    const sight = await seen.get(picture)
    return sight === null ? { sight, reason: 'Nobody has looked at it.' } : { sight, reason: null }
  }
}

/** The posts of a file as they are compared, with what was seen in their pictures; none where there is no file. */
export async function readComparedPosts(file: string, sights: string | null): Promise<ComparedPost[]> {
  if (!existsSync(file)) return []
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '')
  const posts = lines.map((line) => {
    const { id, externalId, tokens, tags, caption, image } = JSON.parse(line) as {
      id: string
      externalId: string
      tokens: string[]
      tags: string[]
      caption: string | null
      image: string | null
    }
    const post = { postId: Number(id), id: externalId, tokens, tags, rawTags: tags, caption }
    return { ...post, pictureName: image, sight: null }
  })
  return withPictures(
    posts,
    { name: path.basename(file), pictures: sights },
    sights === null ? {} : { seen: whatWasSeen(sights) },
  )
}
