import path from 'node:path'
import { spansFromTags } from '../../shared/domain/bio.ts'
import type { JsonObject } from '../../shared/domain/json.ts'
import type { LookAtPicture } from '../features/vision/sighting.ts'
import { hashFile } from '../system/hashFile.ts'
import { readManifest } from '../vsgn/modelPack.ts'
import type { CalibrationErrors } from '../vsgn/calibration.ts'
import { loadTagger } from '../vsgn/loadTagger.ts'
import type { Serving } from '../vsgn/packManifest.ts'
import type { LabelledInput, LoadedTagger } from '../vsgn/tagger.ts'
import type { EpochRecord } from './checkpoint.ts'
import type { ScoreDocument } from './evaluateModel.ts'
import { evaluate, scoreDocument, taggerInput } from './evaluateModel.ts'
import type { Recipe } from './recipe.ts'
import { measurePrecisions } from './servingPrecision.ts'
import type { DataSet, LoadedSet } from './trainingData.ts'
import { loadSets } from './trainingData.ts'

const BOOTSTRAP_ROUNDS = 1000

export interface PublishRequest {
  readonly recipe: Recipe
  readonly out: string
  /** Writes the pack with this card, the temperature of its probabilities and what it is served in; null: float32. */
  readonly write: (card: JsonObject, temperature: number, serving: Serving | null) => Promise<void>
  readonly history: readonly EpochRecord[]
  /** The epoch whose weights are written. */
  readonly epoch: number
  readonly train: readonly LoadedSet[]
  readonly dev: readonly LoadedSet[]
  readonly seconds: number
  readonly threads: number
  readonly look: LookAtPicture | null
  readonly onProgress: (stage: string) => void
}

export interface PublishedModel {
  readonly folder: string
  readonly sha256: string
  readonly epoch: number
  readonly history: readonly EpochRecord[]
  readonly dev: Readonly<Record<string, ScoreDocument>>
  readonly test: Readonly<Record<string, ScoreDocument>>
}

/**
 * Writes the pack, loads it again as any user would, chooses the precision it is served in, scores that (so that rounding
 * is part of the score) and puts the scores on its card. Test sets are read here and nowhere else: they choose nothing.
 */
export async function publishModel(request: PublishRequest): Promise<PublishedModel> {
  const { recipe, out, write, history, epoch } = request
  await write({}, 1, null)
  const test = await loadSets(recipe.test, request.look)
  request.onProgress('choosing the precision it is served in')
  const { threads } = request
  const serving = await measurePrecisions(
    out,
    request.dev.map(({ posts }) => posts),
    threads,
  )
  const { precision = 'float32', ranges } = serving ?? {}
  const tagger = await loadTagger(out, { device: 'cpu', threads, precision, ranges })
  request.onProgress('fitting the temperature of the scores')
  const temperature = await tagger.calibrate(request.dev.flatMap(labelledInputs))
  const calibration = {
    temperature,
    dev: await believed(tagger, request.dev),
    test: await believed(tagger, test),
  }
  const score = async (sets: readonly LoadedSet[]): Promise<Record<string, ScoreDocument>> => {
    const scores: Record<string, ScoreDocument> = {}
    for (const { set, posts } of sets) {
      request.onProgress(`scoring ${set.name}`)
      scores[set.name] = scoreDocument(await evaluate(tagger, posts), BOOTSTRAP_ROUNDS)
    }
    return scores
  }
  const scores = { dev: await score(request.dev), test: await score(test) }
  await tagger.dispose()
  const card: JsonObject = {
    ...recipe.card,
    seeds: [recipe.seed],
    chosenEpoch: epoch,
    epochs: history as unknown as JsonObject[],
    scores: scores as unknown as JsonObject,
    calibration: calibration as unknown as JsonObject,
    data: {
      train: await describeSets(request.train),
      dev: await describeSets(request.dev),
      test: await describeSets(test),
      text: await describeFiles(recipe.text?.files ?? []),
    },
    threads,
    minutes: Math.round(request.seconds / 60),
  }
  await write(card, temperature, serving)
  const { sha256 } = await readManifest(out)
  return { folder: out, sha256, epoch, history, ...scores }
}

/** Expected calibration error of the spans of each set, before and after the temperature. */
async function believed(
  tagger: LoadedTagger,
  sets: readonly LoadedSet[],
): Promise<Record<string, CalibrationErrors>> {
  const errors: Record<string, CalibrationErrors> = {}
  for (const loaded of sets) errors[loaded.set.name] = await tagger.calibrationErrors(labelledInputs(loaded))
  return errors
}

function labelledInputs({ posts }: LoadedSet): LabelledInput[] {
  return posts.map((post) => ({
    input: taggerInput(post.tokens, post.caption, post.sight),
    gold: spansFromTags(post.tags),
    unlabelled: post.unlabelled,
  }))
}

async function describeSets(sets: readonly LoadedSet[]): Promise<JsonObject[]> {
  const described: JsonObject[] = []
  for (const { set, posts } of sets) described.push(await describeSet(set, posts.length))
  return described
}

async function describeSet(set: DataSet, posts: number): Promise<JsonObject> {
  return {
    name: set.name,
    posts,
    share: set.share,
    unlabelled: [...set.unlabelled],
    repairs: [...set.repairs],
    ...(set.labelSpace === null ? {} : { labelSpace: set.labelSpace }),
    files: await describeFiles(set.files),
  }
}

async function describeFiles(files: readonly string[]): Promise<JsonObject[]> {
  const described: JsonObject[] = []
  for (const file of files) described.push({ file: path.basename(file), sha256: await hashFile(file) })
  return described
}
