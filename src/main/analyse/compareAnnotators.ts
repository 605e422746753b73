import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CancelSignal } from '../../shared/api/contract.ts'
import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { AgreementCoverage, AgreementPosts, AgreementReport } from '../../shared/domain/agreement.ts'
import { inCommonWords } from '../../shared/domain/annotatorReading.ts'
import type { AnnotatorReading } from '../../shared/domain/annotatorReading.ts'
import { AgreementTally } from './agreementTally.ts'
import type { AnnotatedPost, OwnPost } from './annotatedPost.ts'
import { idOf, SecondReadings } from './secondReadings.ts'

/** A post the two read differently, with both readings as they were. */
export interface DifferingPost {
  readonly postId: number
  readonly first: AnnotatorReading
  readonly second: AnnotatorReading
}

export interface AnnotatorComparison {
  /** Posts of this project in file order. */
  readonly own: AsyncIterable<OwnPost>
  readonly second: AsyncIterable<AnnotatedPost>
  readonly posts: AgreementPosts
  /** A file of posts that marks none as reviewed says nothing of review: then what is labelled counts there. */
  readonly secondIsFile: boolean
  /** Types of this project. */
  readonly labels: ReadonlySet<string>
  readonly onDiffering: (post: DifferingPost) => void
  readonly signal?: CancelSignal
}

/**
 * Matches the posts of two annotators, measures how far they agree, and tells of each post on which they differ. Throws
 * `cancelled`.
 */
export async function compareAnnotators(comparison: AnnotatorComparison): Promise<AgreementReport> {
  const { own, second, posts, secondIsFile, labels, onDiffering } = comparison
  const others = new SecondReadings()
  const unknown = new Set<string>()
  for await (const post of second) {
    others.add(post)
    for (const { type } of post.reading?.spans ?? []) if (!labels.has(type)) unknown.add(type)
  }
  const rules = {
    first: posts,
    second: secondIsFile && !others.saysReviewed ? 'labelled' : posts,
  } as const

  const tally = new AgreementTally()
  const counts = { first: 0, matched: 0, bothRead: 0, onlyFirstRead: 0, onlySecondRead: 0, neitherRead: 0 }
  const alone = { otherWords: 0, onlyFirst: 0 }
  const meet = (post: OwnPost, other: Pick<AnnotatedPost, 'reading' | 'reviewed'>): void => {
    counts.matched++
    const [mine, theirs] = [readingOf(post, rules.first), readingOf(other, rules.second)]
    if (mine === null || theirs === null) {
      counts[mine !== null ? 'onlyFirstRead' : theirs !== null ? 'onlySecondRead' : 'neitherRead']++
      return
    }
    counts.bothRead++
    if (tally.add(inCommonWords(post.tokens, mine, theirs)))
      onDiffering({ postId: post.postId, first: mine, second: theirs })
  }

  const meetNone = (post: OwnPost): void => {
    alone[others.hasId(post) ? 'otherWords' : 'onlyFirst']++
  }

  const ids = new Set<string>()
  /** Of a large project only what may still meet a post is kept. */
  const waiting: OwnPost[] = []
  for await (const post of own) {
    counts.first++
    ids.add(idOf(post))
    const other = others.take(post)
    if (other !== null) meet(post, other)
    else if (others.hasWords(post)) waiting.push(post)
    else meetNone(post)
  }
  const byWords = others.takeByWords(waiting)
  for (const [place, post] of waiting.entries()) {
    const other = byWords.get(place)
    if (other === undefined) meetNone(post)
    else meet(post, other)
  }
  const coverage: AgreementCoverage = {
    ...counts,
    ...alone,
    second: others.size,
    byWords: byWords.size,
    onlySecond: others.countWithout(ids),
  }
  const agreement = await stepped(tally.report(), comparison.signal)
  return { posts: rules, coverage, ...agreement, unknownTypes: [...unknown].sort() }
}

/** What long work comes to, with other work going on between its steps. */
async function stepped<T>(work: Generator<undefined, T>, signal?: CancelSignal): Promise<T> {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
    await nextTurn()
    if (signal?.aborted === true) throw new WorkbenchError('cancelled', 'The comparison was cancelled.')
  }
}

/** What the annotator made of the post; null: it does not count as read. */
function readingOf(
  { reading, reviewed }: Pick<AnnotatedPost, 'reading' | 'reviewed'>,
  rule: AgreementPosts,
): AnnotatorReading | null {
  return rule === 'labelled' || reviewed ? reading : null
}
