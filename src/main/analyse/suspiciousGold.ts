import type { CancelSignal } from '../../shared/api/contract.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import { SUSPICION_KINDS } from '../../shared/domain/suspicion.ts'
import type { Suspicion, SuspicionKind } from '../../shared/domain/suspicion.ts'
import { postsOf } from './comparedPosts.ts'
import type { PostReader } from './comparedPosts.ts'
import { learnUsual, suspicionsOf } from './suspicions.ts'
import type { Usual } from './suspicions.ts'
import type { PostTable } from './tablePage.ts'

export interface SuspiciousPost {
  readonly postId: number
  readonly externalId: string
  readonly tokens: readonly string[]
  readonly gold: readonly Span[]
  readonly predicted: readonly ScoredSpan[] | null
  /** Heaviest first. */
  readonly suspicions: readonly Suspicion[]
}

export interface SuspiciousGold {
  /** Posts with gold that were looked at. */
  readonly posts: number
  /** Suspicions of each kind, all posts together. */
  readonly kinds: Readonly<Record<SuspicionKind, number>>
  /** Posts of the kind asked for, most suspicious first. */
  readonly total: number
  readonly postIds: readonly number[]
  readonly rows: readonly SuspiciousPost[]
}

const MOST_POSTS = 10_000

/**
 * Gold that is likely wrong, most suspicious post first (then file order). Reads all posts twice: once to learn what
 * is usual, once to find what is not; what it shows of them is read again.
 */
export async function suspiciousGold(
  read: PostReader,
  query: {
    readonly kind?: SuspicionKind | undefined
    readonly offset: number
    readonly limit: number
  },
  signal?: CancelSignal,
): Promise<SuspiciousGold> {
  const usual = await learnUsual(read, signal)
  const kinds = Object.fromEntries(SUSPICION_KINDS.map((kind) => [kind, 0])) as Record<SuspicionKind, number>
  const found: { readonly postId: number; readonly position: number; readonly weight: number }[] = []
  let posts = 0
  for await (const post of postsOf(read, signal)) {
    if (post.state.spans === null) continue
    posts++
    const all = suspicionsOf(post, post.state.spans, usual)
    for (const { kind } of all) kinds[kind]++
    const [heaviest] = ofKind(all, query.kind)
    if (heaviest !== undefined)
      found.push({ postId: post.id, position: post.position, weight: heaviest.weight })
  }
  found.sort((a, b) => b.weight - a.weight)
  const shown = found.slice(query.offset, query.offset + query.limit)
  return {
    posts,
    kinds,
    total: found.length,
    postIds: found.slice(0, MOST_POSTS).map(({ postId }) => postId),
    rows: shown.flatMap(({ position }) => {
      const [post] = read(position - 1, 1)
      const gold = post?.state.spans ?? null
      if (post?.position !== position || gold === null) return []
      const { id: postId, externalId, tokens, predicted } = post
      const suspicions = ofKind(suspicionsOf(post, gold, usual), query.kind)
      return [{ postId, externalId, tokens, gold, predicted, suspicions }]
    }),
  }
}

/** Every suspicion as a row. In file order: the order of the list would take all of them in memory. */
export function suspicionTable(read: PostReader, kind?: SuspicionKind): PostTable<Usual> {
  return {
    columns: ['post', 'text', 'kind', 'reason', 'weight'],
    learn: (signal) => learnUsual(read, signal),
    posts: async function* (usual, after, signal) {
      for await (const post of postsOf(read, signal, after)) {
        const found = post.state.spans === null ? [] : suspicionsOf(post, post.state.spans, usual)
        const text = post.tokens.join(' ')
        yield {
          position: post.position,
          rows: ofKind(found, kind).map((one) => [
            ...[post.externalId, text, one.kind, one.reason],
            one.weight.toFixed(3),
          ]),
        }
      }
    },
  }
}

function ofKind(all: readonly Suspicion[], wanted: SuspicionKind | undefined): readonly Suspicion[] {
  return all.filter(({ kind }) => wanted === undefined || kind === wanted)
}
