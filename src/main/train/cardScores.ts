import { spansFromTags } from '../../shared/domain/bio.ts'
import type { CalibrationErrors } from '../vsgn/calibration.ts'
import type { LabelledInput, LoadedTagger } from '../vsgn/tagger.ts'
import type { ScoreDocument } from './evaluateModel.ts'
import { evaluate, scoreDocument, taggerInput } from './evaluateModel.ts'
import type { LoadedSet } from './trainingData.ts'

const BOOTSTRAP_ROUNDS = 1000

/** Something by the name of each set. */
type OfSets<T> = Readonly<Record<string, T>>

/** What the card of a pack says of it: how it reads sets of posts, and how far the scores of its spans can be believed. */
export interface CardScores {
  readonly scores: { readonly dev: OfSets<ScoreDocument>; readonly test: OfSets<ScoreDocument> }
  readonly calibration: {
    readonly dev: OfSets<CalibrationErrors>
    readonly test: OfSets<CalibrationErrors>
  }
}

/** Reads every set with a pack as it is served. Throws what `signal` was aborted with. */
export async function scoreForCard(
  tagger: LoadedTagger,
  { dev, test }: { readonly dev: readonly LoadedSet[]; readonly test: readonly LoadedSet[] },
  onProgress: (stage: string) => void,
  signal: AbortSignal,
): Promise<CardScores> {
  const calibration = {
    dev: await ofSets(dev, (set) => believed(tagger, set, signal)),
    test: await ofSets(test, (set) => believed(tagger, set, signal)),
  }
  const score = async ({ set, posts }: LoadedSet): Promise<ScoreDocument> => {
    onProgress(`scoring ${set.name}`)
    return scoreDocument(await evaluate(tagger, posts, undefined, undefined, signal), BOOTSTRAP_ROUNDS)
  }
  return { scores: { dev: await ofSets(dev, score), test: await ofSets(test, score) }, calibration }
}

/** The posts of a set as the temperature is fitted to them. */
export function labelledInputs({ posts }: LoadedSet): LabelledInput[] {
  return posts.map((post) => ({
    input: taggerInput(post.tokens, post.caption, post.sight),
    gold: spansFromTags(post.tags),
    unlabelled: post.unlabelled,
  }))
}

/** Expected calibration error of the spans of a set, before and after the temperature. */
function believed(tagger: LoadedTagger, set: LoadedSet, signal: AbortSignal): Promise<CalibrationErrors> {
  signal.throwIfAborted()
  return tagger.calibrationErrors(labelledInputs(set))
}

async function ofSets<T>(
  sets: readonly LoadedSet[],
  measure: (set: LoadedSet) => Promise<T>,
): Promise<OfSets<T>> {
  const measured: Record<string, T> = {}
  for (const set of sets) measured[set.set.name] = await measure(set)
  return measured
}
