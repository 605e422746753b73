import type { ComparisonDocument } from '../../shared/api/trainingDocuments.ts'
import { spansFromTags } from '../../shared/domain/bio.ts'
import { PairedTally } from '../../shared/domain/pairedReadings.ts'
import { readsThesePictures } from '../features/vision/readsPictures.ts'
import type { PostTagger, TaggerInfo } from '../vsgn/tagger.ts'
import type { EvaluatedPost, Evaluation } from './evaluateModel.ts'
import { evaluate, NO_CONTROLS, scoreDocument } from './evaluateModel.ts'

/** A model to be compared. */
export interface ComparedTagger extends PostTagger {
  readonly info: Pick<TaggerInfo, 'name' | 'sha256' | 'inputs' | 'pictureRecipe'>
}

/** What the two are compared on. `postId`: of the project. */
export interface ComparedPost extends EvaluatedPost {
  readonly postId: number
}

interface Control {
  readonly onProgress: (done: number, total: number) => void
  readonly signal: AbortSignal
}

const ROUNDS = 1000

/** Has two models read the same gold posts and tells what changed from the first to the second. */
export async function compareModels(
  first: ComparedTagger,
  second: ComparedTagger,
  posts: readonly ComparedPost[],
  { onProgress, signal }: Control,
): Promise<ComparisonDocument> {
  const total = 2 * posts.length
  const one = await evaluate(
    first,
    shownTo(first, posts),
    NO_CONTROLS,
    (done) => onProgress(done, total),
    signal,
  )
  const other = await evaluate(
    second,
    shownTo(second, posts),
    NO_CONTROLS,
    (done) => onProgress(posts.length + done, total),
    signal,
  )
  const paired = new PairedTally()
  for (const [index, post] of posts.entries())
    paired.add(
      {
        postId: post.postId,
        externalId: post.id,
        tokens: post.tokens,
        gold: spansFromTags(post.tags),
        first: one.predictions[index] ?? [],
        second: other.predictions[index] ?? [],
      },
      one.tally.counts[index],
      other.tally.counts[index],
    )
  return {
    posts: posts.length,
    entities: one.tally.total.gold,
    first: scored(first, one),
    second: scored(second, other),
    ...paired.report(one.tally, other.tally),
  }
}

/** The posts with their pictures only where the model learned to read those. */
function shownTo({ info }: ComparedTagger, posts: readonly ComparedPost[]): readonly ComparedPost[] {
  return readsThesePictures(info) ? posts : posts.map((post) => ({ ...post, sight: null }))
}

function scored({ info }: ComparedTagger, evaluation: Evaluation): ComparisonDocument['first'] {
  const { micro, types, interval95 } = scoreDocument(evaluation, ROUNDS)
  const { name, sha256 } = info
  return {
    name,
    sha256,
    micro,
    types: { ...types },
    interval95: interval95 === null ? null : [...interval95],
  }
}
