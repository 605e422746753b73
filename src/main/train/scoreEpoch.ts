import { percentage } from '../../shared/domain/entityScores.ts'
import type { PostTagger } from '../vsgn/tagger.ts'
import type { EpochRecord } from './checkpoint.ts'
import { evaluate } from './evaluateModel.ts'
import type { LoadedSet } from './trainingData.ts'

/** Scores the weights of an epoch (from 1) on the dev sets. Without any all epochs score alike. */
export async function scoreEpoch(
  epoch: number,
  loss: number,
  tagger: PostTagger,
  dev: readonly LoadedSet[],
): Promise<EpochRecord> {
  const scores: Record<string, number> = {}
  for (const { set, posts } of dev)
    scores[set.name] = percentage((await evaluate(tagger, posts)).tally.micro.f1)
  const f1s = Object.values(scores)
  const score = f1s.reduce((sum, value) => sum + value, 0) / Math.max(1, f1s.length)
  return { epoch, loss, dev: scores, score }
}
