import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { JsonObject } from '../../shared/domain/json.ts'
import { readManifest } from '../vsgn/modelPack.ts'
import { loadTagger } from '../vsgn/loadTagger.ts'
import type { Serving } from '../vsgn/packManifest.ts'
import type { CardScores } from './cardScores.ts'
import { labelledInputs, scoreForCard } from './cardScores.ts'
import type { EpochRecord } from './checkpoint.ts'
import { describeFiles, describeSets } from './describeSets.ts'
import type { ScoreDocument } from './evaluateModel.ts'
import type { PackBefore } from './packsBefore.ts'
import type { PictureContext } from './postPictures.ts'
import type { Recipe } from './recipe.ts'
import { measurePrecisions } from './servingPrecision.ts'
import type { LoadedSet } from './trainingData.ts'
import { loadSets } from './trainingData.ts'

export interface PublishRequest {
  readonly recipe: Recipe
  readonly out: string
  /** Writes the pack to a folder with this card, the temperature of its probabilities and what it is served in; null: float32. */
  readonly write: (
    folder: string,
    card: JsonObject,
    temperature: number,
    serving: Serving | null,
  ) => Promise<void>
  readonly history: readonly EpochRecord[]
  /** The epoch whose weights are written. */
  readonly epoch: number
  /** What it went on from, or took its words from. */
  readonly from: readonly PackBefore[]
  readonly train: readonly LoadedSet[]
  readonly dev: readonly LoadedSet[]
  /** From the beginning, parts before a stop included. */
  readonly seconds: number
  readonly threads: number
  /** Who looks at the pictures of test sets. */
  readonly pictures: PictureContext
  readonly signal: AbortSignal
  readonly onProgress: (stage: string) => void
}

export interface PublishedModel {
  readonly folder: string
  readonly sha256: string
  readonly epoch: number
  readonly history: readonly EpochRecord[]
  /** What the training took, parts before a stop included. */
  readonly seconds: number
  readonly dev: Readonly<Record<string, ScoreDocument>>
  readonly test: Readonly<Record<string, ScoreDocument>>
}

/**
 * Writes the pack to a hidden folder, loads it again as any user would, chooses the precision it is served in, scores that
 * (so that rounding is part of the score) and writes it to its own folder with the scores on its card: there it is whole or
 * not at all. Test sets are read here and nowhere else: they choose nothing. Throws what `signal` was aborted with.
 */
export async function publishModel(request: PublishRequest): Promise<PublishedModel> {
  const { recipe, out, history, epoch } = request
  const test = await loadSets(recipe.test, request.pictures)
  const draft = path.join(path.dirname(out), `.${path.basename(out)}.draft`)
  try {
    await request.write(draft, {}, 1, null)
    const { temperature, serving, measured } = await measureDraft(draft, test, request)
    const { scores, calibration } = measured
    const card: JsonObject = {
      ...recipe.card,
      from: request.from as unknown as JsonObject[],
      seeds: [recipe.seed],
      chosenEpoch: epoch,
      epochs: history as unknown as JsonObject[],
      scores: scores as unknown as JsonObject,
      calibration: { temperature, ...calibration } as unknown as JsonObject,
      data: {
        train: await describeSets(request.train),
        dev: await describeSets(request.dev),
        test: await describeSets(test),
        text: await describeFiles(recipe.text?.files ?? []),
      },
      threads: request.threads,
      minutes: Math.round(request.seconds / 60),
    }
    await request.write(out, card, temperature, serving)
    const { sha256 } = await readManifest(out)
    const seconds = Math.round(request.seconds)
    return { folder: out, sha256, epoch, history, seconds, ...scores }
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function measureDraft(
  draft: string,
  test: readonly LoadedSet[],
  { dev, threads, signal, onProgress }: PublishRequest,
): Promise<{ temperature: number; serving: Serving | null; measured: CardScores }> {
  onProgress('choosing the precision it is served in')
  const posts = dev.map((set) => set.posts)
  const serving = await measurePrecisions(draft, posts, threads, signal)
  const { precision = 'float32', ranges } = serving ?? {}
  const tagger = await loadTagger(draft, { device: 'cpu', threads, precision, ranges })
  try {
    onProgress('fitting the temperature of the scores')
    const temperature = await tagger.calibrate(dev.flatMap(labelledInputs))
    const measured = await scoreForCard(tagger, { dev, test }, onProgress, signal)
    return { temperature, serving, measured }
  } finally {
    await tagger.dispose()
  }
}
