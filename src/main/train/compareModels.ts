import type { ComparisonDocument } from '../../shared/api/trainingDocuments.ts'
import { spansFromTags } from '../../shared/domain/bio.ts'
import type { EntityCounts } from '../../shared/domain/entityScores.ts'
import { percentage } from '../../shared/domain/entityScores.ts'
import { mcnemar, pairedBootstrap } from '../../shared/domain/significance.ts'
import type { PostTagger } from '../vsgn/tagger.ts'
import type { EvaluatedPost, Evaluation } from './evaluateModel.ts'
import { evaluate, NO_CONTROLS, scoreDocument } from './evaluateModel.ts'

/** A model to be compared. */
export interface ComparedTagger extends PostTagger {
  readonly info: { readonly name: string; readonly sha256: string }
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
const MOST_EXAMPLES = 500
/** As many as a filter of posts can hold. */
const MOST_IDS = 10_000

/** Has two models read the same gold posts and tells what changed from the first to the second. */
export async function compareModels(
  first: ComparedTagger,
  second: ComparedTagger,
  posts: readonly ComparedPost[],
  { onProgress, signal }: Control,
): Promise<ComparisonDocument> {
  const total = 2 * posts.length
  const one = await evaluate(first, posts, NO_CONTROLS, (done) => onProgress(done, total), signal)
  const other = await evaluate(
    second,
    posts,
    NO_CONTROLS,
    (done) => onProgress(posts.length + done, total),
    signal,
  )
  const readings = posts.map((post, index) => readingOf(post, one, other, index))
  const flipped = (flip: Flip): Reading[] => readings.filter((reading) => reading.flip === flip)
  const flips = { fixed: flipped('fixed'), broken: flipped('broken'), 'both-wrong': flipped('both-wrong') }
  const { f1, interval95, p } = pairedBootstrap(one.tally.counts, other.tally.counts, ROUNDS)
  const ids = (found: readonly Reading[]): number[] => found.slice(0, MOST_IDS).map(({ postId }) => postId)
  return {
    posts: posts.length,
    entities: one.tally.total.gold,
    first: scored(first, one),
    second: scored(second, other),
    difference: {
      f1: percentage(f1),
      interval95: interval95 === null ? null : [percentage(interval95[0]), percentage(interval95[1])],
      p,
    },
    mcnemar: {
      fixed: flips.fixed.length,
      broken: flips.broken.length,
      p: mcnemar(flips.broken.length, flips.fixed.length),
    },
    flips: {
      fixed: flips.fixed.length,
      broken: flips.broken.length,
      'both-wrong': flips['both-wrong'].length,
      'both-right': flipped('both-right').length,
    },
    examples: Object.values(flips).flat().slice(0, MOST_EXAMPLES),
    postIds: { fixed: ids(flips.fixed), broken: ids(flips.broken), 'both-wrong': ids(flips['both-wrong']) },
  }
}

type Reading = ComparisonDocument['examples'][number]
type Flip = Reading['flip']

function readingOf(post: ComparedPost, one: Evaluation, other: Evaluation, index: number): Reading {
  const gold = spansFromTags(post.tags)
  const first = [...(one.predictions[index] ?? [])]
  const second = [...(other.predictions[index] ?? [])]
  const wasRight = isRight(one.tally.counts[index])
  const isRightNow = isRight(other.tally.counts[index])
  const flip = wasRight ? (isRightNow ? 'both-right' : 'broken') : isRightNow ? 'fixed' : 'both-wrong'
  const { postId, id: externalId, tokens } = post
  return { postId, externalId, tokens: [...tokens], flip, gold, first, second }
}

/** Every entity found and nothing else. */
function isRight(counts: EntityCounts | undefined): boolean {
  return counts !== undefined && counts.correct === counts.gold && counts.correct === counts.predicted
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
