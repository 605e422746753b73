import type { CancelSignal } from '../../shared/api/contract.ts'
import type { ErrorCase, ErrorKind } from '../../shared/domain/errorCase.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import { comparedPosts } from './comparedPosts.ts'
import type { PostSource, Which } from './comparedPosts.ts'

/** Which cases: a key that is left out does not filter; null means "none", the missing side of a case. */
export interface CaseFilter {
  readonly kind?: ErrorKind | undefined
  readonly gold?: string | null | undefined
  readonly predicted?: string | null | undefined
}

export interface ErrorExample {
  readonly postId: number
  readonly externalId: string
  readonly tokens: readonly string[]
  readonly pictureHash: string | null
  readonly gold: readonly Span[]
  readonly predicted: readonly ScoredSpan[]
  /** Only the cases that match; the post may have more. */
  readonly cases: readonly ErrorCase[]
}

export interface ErrorExamples {
  /** Posts with at least one matching case. */
  readonly total: number
  /** Matching cases in all those posts. */
  readonly cases: number
  /** Those posts in file order, at most MAX_POST_IDS: enough to filter the queue by. */
  readonly postIds: readonly number[]
  readonly rows: readonly ErrorExample[]
}

export const MAX_POST_IDS = 10_000

/** One page of posts in which gold and model disagree in the way asked for, in file order. */
export async function errorExamples(
  source: PostSource,
  query: CaseFilter & { readonly which: Which; readonly offset: number; readonly limit: number },
  signal?: CancelSignal,
): Promise<ErrorExamples> {
  const rows: ErrorExample[] = []
  const postIds: number[] = []
  let total = 0
  let count = 0
  for await (const { post, gold, predicted, comparison } of comparedPosts(source, query.which, signal)) {
    const cases = comparison.cases.filter((found) => matchesCase(found, query))
    if (cases.length === 0) continue
    if (total >= query.offset && rows.length < query.limit)
      rows.push({
        postId: post.id,
        externalId: post.externalId,
        tokens: post.tokens,
        pictureHash: post.picture?.hash ?? null,
        gold,
        predicted,
        cases,
      })
    if (postIds.length < MAX_POST_IDS) postIds.push(post.id)
    total++
    count += cases.length
  }
  return { total, cases: count, postIds, rows }
}

export function matchesCase(found: ErrorCase, { kind, gold, predicted }: CaseFilter): boolean {
  return (
    (kind === undefined || found.kind === kind) &&
    (gold === undefined || (found.gold?.type ?? null) === gold) &&
    (predicted === undefined || (found.predicted?.type ?? null) === predicted)
  )
}
