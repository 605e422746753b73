import type { CancelSignal } from '../../shared/api/contract.ts'
import { scoreWords } from '../../shared/domain/caseWords.ts'
import { compareReadings } from '../../shared/domain/errorCase.ts'
import { surfaceOf } from '../../shared/domain/slice.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import { SUSPICION_KINDS } from '../../shared/domain/suspicion.ts'
import type { Suspicion, SuspicionKind } from '../../shared/domain/suspicion.ts'
import { postsOf } from './comparedPosts.ts'
import type { PostReader, ReadPost } from './comparedPosts.ts'
import { DuplicateIndex } from './nearDuplicates.ts'
import { Surfaces } from './surfaces.ts'

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

/** A model this sure that contradicts gold is worth a look. */
const CONFIDENT = 0.9
/** A type is the rule for a name when it has at least this many times the posts of the other. */
const CLEAR_MAJORITY = 3
const MOST_POSTS = 10_000

/** Words that end the name of a place where people play or meet: guidelines differ on ORG or LOC for these. */
const VENUE =
  /^(arena|auditorium|centre|center|coliseum|field|garden|gardens|ground|hall|museum|park|speedway|stadium|theatre|theater|venue)$/u

/**
 * Gold that is likely wrong, most suspicious post first (then file order). Reads all posts twice: once to learn what
 * is usual, once to find what is not.
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
  const found: { readonly post: SuspiciousPost; readonly weight: number }[] = []
  let posts = 0
  for await (const post of postsOf(read, signal)) {
    if (post.state.spans === null) continue
    posts++
    const all = suspicionsOf(post, post.state.spans, usual)
    for (const { kind } of all) kinds[kind]++
    const suspicions = all.filter(({ kind }) => query.kind === undefined || kind === query.kind)
    const [heaviest] = suspicions.sort((a, b) => b.weight - a.weight)
    if (heaviest === undefined) continue
    const { id: postId, externalId, tokens, predicted } = post
    found.push({
      weight: heaviest.weight,
      post: { postId, externalId, tokens, gold: post.state.spans, predicted, suspicions },
    })
  }
  found.sort((a, b) => b.weight - a.weight)
  return {
    posts,
    kinds,
    total: found.length,
    postIds: found.slice(0, MOST_POSTS).map(({ post }) => post.postId),
    rows: found.slice(query.offset, query.offset + query.limit).map(({ post }) => post),
  }
}

interface Usual {
  readonly surfaces: Surfaces
  readonly duplicates: DuplicateIndex
  /** Gold spans that end in a venue word, by type. */
  readonly venues: ReadonlyMap<string, number>
}

async function learnUsual(read: PostReader, signal?: CancelSignal): Promise<Usual> {
  const surfaces = new Surfaces()
  const duplicates = new DuplicateIndex()
  const venues = new Map<string, number>()
  for await (const post of postsOf(read, signal)) {
    if (post.state.spans === null) continue
    surfaces.add(post)
    duplicates.add(post)
    for (const span of post.state.spans)
      if (isVenue(post, span)) venues.set(span.type, (venues.get(span.type) ?? 0) + 1)
  }
  return { surfaces, duplicates, venues }
}

function suspicionsOf(post: ReadPost, gold: readonly Span[], usual: Usual): Suspicion[] {
  return [
    ...confidentDisagreements(post, gold),
    ...gold.flatMap((span) => rareType(post, span, usual.surfaces)),
    ...orphanTags(post),
    ...usual.duplicates.contradictions(post),
    ...gold.flatMap((span) => venueClash(post, span, usual.venues)),
  ]
}

function confidentDisagreements({ tokens, predicted }: ReadPost, gold: readonly Span[]): Suspicion[] {
  if (predicted === null) return []
  return compareReadings(gold, predicted).cases.flatMap((found): Suspicion[] => {
    const model = found.predicted
    if (model === null || !('score' in model) || model.score < CONFIDENT) return []
    const words = tokens.slice(model.start, model.end).join(' ')
    const against = found.gold === null ? 'gold has nothing there' : `gold says ${found.gold.type}`
    return [
      {
        kind: 'model-is-sure',
        span: found.gold,
        reason: `The model is sure (${scoreWords(model.score)}) that ${words} is ${model.type}; ${against}`,
        weight: model.score,
      },
    ]
  })
}

function rareType({ tokens }: ReadPost, span: Span, surfaces: Surfaces): Suspicion[] {
  const types = surfaces.typesOf(surfaceOf(tokens, span))
  const own = types.get(span.type) ?? 0
  const [usual, posts] = [...types].sort((a, b) => b[1] - a[1])[0] ?? [span.type, own]
  if (usual === span.type || posts < CLEAR_MAJORITY * own) return []
  const words = tokens.slice(span.start, span.end).join(' ')
  return [
    {
      kind: 'other-type-elsewhere',
      span,
      reason: `${words} is ${usual} in ${posts} posts and ${span.type} in ${own}`,
      weight: posts / (posts + own),
    },
  ]
}

/** Tags that are no legal BIO: what they mean was guessed when they were read. */
function orphanTags({ tokens, rawTags }: ReadPost): Suspicion[] {
  if (rawTags === null) return []
  return rawTags.flatMap((tag, index): Suspicion[] => {
    const before = rawTags[index - 1] ?? 'O'
    if (!tag.startsWith('I-') || before.slice(2) === tag.slice(2)) return []
    return [
      {
        kind: 'orphan-tag',
        span: null,
        reason: `${tokens[index] ?? ''} has ${tag} after ${before}, so where the entity begins was guessed`,
        weight: 0.8,
      },
    ]
  })
}

function isVenue({ tokens }: ReadPost, { start, end }: Span): boolean {
  return end - start > 1 && VENUE.test((tokens[end - 1] ?? '').toLowerCase())
}

/** A venue whose type is the rarer of ORG and LOC among the venues of this project. */
function venueClash(post: ReadPost, span: Span, venues: ReadonlyMap<string, number>): Suspicion[] {
  const other = span.type === 'ORG' ? 'LOC' : span.type === 'LOC' ? 'ORG' : null
  if (other === null || !isVenue(post, span)) return []
  const own = venues.get(span.type) ?? 0
  const others = venues.get(other) ?? 0
  if (others <= own) return []
  const words = post.tokens.slice(span.start, span.end).join(' ')
  return [
    {
      kind: 'venue-clash',
      span,
      reason: `${words} is ${span.type}, but ${others} of the ${others + own} venues here are ${other}: one rule for stadiums and halls is missing`,
      weight: (0.9 * others) / (others + own),
    },
  ]
}
