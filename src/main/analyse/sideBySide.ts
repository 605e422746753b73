import type { CancelSignal } from '../../shared/api/contract.ts'
import type { ComparisonDocument } from '../../shared/api/trainingDocuments.ts'
import { EntityTally, percentage } from '../../shared/domain/entityScores.ts'
import type { EntityScores } from '../../shared/domain/entityScores.ts'
import { PairedTally } from '../../shared/domain/pairedReadings.ts'
import { comparedPosts } from './comparedPosts.ts'
import type { ComparedPost, PostSource, Which } from './comparedPosts.ts'

/** A reading that is kept, and what to call it. */
export interface NamedReading {
  readonly name: string
  readonly sha256: string
  readonly source: PostSource
}

/** Two readings that are kept, over the posts with gold that both have: no model has to run for it. */
export async function sideBySide(
  first: NamedReading,
  second: NamedReading,
  which: Which,
  signal?: CancelSignal,
): Promise<ComparisonDocument> {
  const tallies = { first: new EntityTally(), second: new EntityTally() }
  const paired = new PairedTally()
  for await (const [one, other] of inBoth(
    comparedPosts(first.source, which, signal),
    comparedPosts(second.source, which, signal),
  )) {
    const { post, gold } = one
    tallies.first.add(gold, one.predicted)
    tallies.second.add(gold, other.predicted)
    paired.add(
      {
        postId: post.id,
        externalId: post.externalId,
        tokens: post.tokens,
        gold,
        first: one.predicted,
        second: other.predicted,
      },
      tallies.first.counts.at(-1),
      tallies.second.counts.at(-1),
    )
  }
  return {
    posts: tallies.first.posts,
    entities: tallies.first.total.gold,
    first: scored(first, tallies.first),
    second: scored(second, tallies.second),
    ...paired.report(tallies.first, tallies.second),
  }
}

/** The posts that stand in both lists; each is in file order. */
async function* inBoth(
  first: AsyncGenerator<ComparedPost>,
  second: AsyncGenerator<ComparedPost>,
): AsyncGenerator<readonly [ComparedPost, ComparedPost]> {
  let one = await first.next()
  let other = await second.next()
  while (one.done !== true && other.done !== true) {
    const ahead = one.value.post.position - other.value.post.position
    if (ahead === 0) yield [one.value, other.value]
    if (ahead <= 0) one = await first.next()
    if (ahead >= 0) other = await second.next()
  }
}

function scored({ name, sha256 }: NamedReading, tally: EntityTally): ComparisonDocument['first'] {
  const interval = tally.interval95()
  return {
    name,
    sha256,
    micro: percentages(tally.micro),
    types: Object.fromEntries(
      [...tally.types].map(([type, scores]) => [type, { ...percentages(scores), support: scores.support }]),
    ),
    interval95: interval === null ? null : [percentage(interval[0]), percentage(interval[1])],
  }
}

function percentages({ precision, recall, f1 }: EntityScores): ComparisonDocument['first']['micro'] {
  return { precision: percentage(precision), recall: percentage(recall), f1: percentage(f1) }
}
