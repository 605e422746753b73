import type { CancelSignal } from '../../shared/api/contract.ts'
import { scoreWords } from '../../shared/domain/caseWords.ts'
import { compareReadings } from '../../shared/domain/errorCase.ts'
import { surfaceOf } from '../../shared/domain/slice.ts'
import type { Span } from '../../shared/domain/span.ts'
import type { Suspicion } from '../../shared/domain/suspicion.ts'
import { postsOf } from './comparedPosts.ts'
import type { PostReader, ReadPost } from './comparedPosts.ts'
import { DuplicateIndex } from './nearDuplicates.ts'
import { Surfaces } from './surfaces.ts'

/** A model this sure that contradicts gold is worth a look. */
const CONFIDENT = 0.9
/** A type is the rule for a name when it has at least this many times the posts of the other. */
const CLEAR_MAJORITY = 3

/** Words that end the name of a place where people play or meet: guidelines differ on ORG or LOC for these. */
const VENUE =
  /^(arena|auditorium|centre|center|coliseum|field|garden|gardens|ground|hall|museum|park|speedway|stadium|theatre|theater|venue)$/u

/** What is usual in a project: gold that differs from it is suspicious. */
export interface Usual {
  readonly surfaces: Surfaces
  readonly duplicates: DuplicateIndex
  /** Gold spans that end in a venue word, by type. */
  readonly venues: ReadonlyMap<string, number>
}

export async function learnUsual(read: PostReader, signal?: CancelSignal): Promise<Usual> {
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

/** Every reason to look at the gold of a post again, heaviest first. */
export function suspicionsOf(post: ReadPost, gold: readonly Span[], usual: Usual): Suspicion[] {
  return [
    ...confidentDisagreements(post, gold),
    ...gold.flatMap((span) => rareType(post, span, usual.surfaces)),
    ...orphanTags(post),
    ...usual.duplicates.contradictions(post),
    ...gold.flatMap((span) => venueClash(post, span, usual.venues)),
  ].sort((a, b) => b.weight - a.weight)
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
