import type { CancelSignal } from '../../shared/api/contract.ts'
import { caseKey } from '../../shared/domain/cause.ts'
import type { CauseSuggestion } from '../../shared/domain/cause.ts'
import { SLICE_NAMES, SLICES } from '../../shared/domain/slice.ts'
import type { SliceGroup } from '../../shared/domain/slice.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import { groupOf, itemsOf, matchesFilter } from './caseItems.ts'
import type { CaseFilter, CaseItem } from './caseItems.ts'
import { comparedPosts } from './comparedPosts.ts'
import type { PostSource, Which } from './comparedPosts.ts'
import { suggestCause } from './suggestCause.ts'
import { countSurfaces } from './surfaces.ts'

export interface ErrorExample {
  readonly postId: number
  readonly externalId: string
  readonly tokens: readonly string[]
  readonly pictureHash: string | null
  readonly gold: readonly Span[]
  readonly predicted: readonly ScoredSpan[]
  /** Only the cases that match; the post may have more. */
  readonly cases: readonly (CaseItem & {
    readonly key: string
    /** What a rule says where nobody has judged. */
    readonly suggested: CauseSuggestion | null
  })[]
}

export interface ErrorExamples {
  /** Posts with at least one matching case. */
  readonly total: number
  /** Matching cases in all those posts. */
  readonly cases: number
  /** Those posts in file order, at most MAX_POST_IDS: enough to filter the queue by. */
  readonly postIds: readonly number[]
  readonly rows: readonly ErrorExample[]
  /** How the items that match without the slice fall into groups; empty groups are left out. */
  readonly groups: readonly (SliceGroup & { readonly cases: number })[]
}

export const MAX_POST_IDS = 10_000

/** One page of posts that hold what is asked for, in file order. */
export async function errorExamples(
  source: PostSource,
  query: CaseFilter & { readonly which: Which; readonly offset: number; readonly limit: number },
  signal?: CancelSignal,
): Promise<ErrorExamples> {
  const { slice, scope, ...unsliced } = query
  const surfaces = await countSurfaces(source.every, signal)
  const judged = source.judged()
  const rows: ErrorExample[] = []
  const postIds: number[] = []
  const groups = new Map<string, number>()
  let total = 0
  let count = 0
  for await (const compared of comparedPosts(source, query.which, signal)) {
    const { post, gold, predicted } = compared
    const cases: CaseItem[] = []
    for (const item of itemsOf(compared, judged.get(post.id))) {
      if (!matchesFilter(item, { ...unsliced, scope }, post, null)) continue
      for (const by of SLICE_NAMES) {
        const key = `${by} ${groupOf(by, item, post, surfaces, scope)}`
        groups.set(key, (groups.get(key) ?? 0) + 1)
      }
      if (matchesFilter(item, { slice, scope }, post, surfaces)) cases.push(item)
    }
    if (cases.length === 0) continue
    if (total >= query.offset && rows.length < query.limit)
      rows.push({
        postId: post.id,
        externalId: post.externalId,
        tokens: post.tokens,
        pictureHash: post.picture?.hash ?? null,
        gold,
        predicted,
        cases: cases.map((item) => ({
          ...item,
          key: caseKey(item),
          suggested: item.cause === null ? suggestCause(item, post, surfaces) : null,
        })),
      })
    if (postIds.length < MAX_POST_IDS) postIds.push(post.id)
    total++
    count += cases.length
  }
  return {
    total,
    cases: count,
    postIds,
    rows,
    groups: SLICE_NAMES.flatMap((by) =>
      SLICES[by].flatMap((group) => {
        const found = groups.get(`${by} ${group}`)
        return found === undefined ? [] : [{ by, group, cases: found }]
      }),
    ),
  }
}
