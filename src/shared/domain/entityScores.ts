import { seededRandom } from './seededRandom.ts'
import type { Span } from './span.ts'

/**
 * The scoring rule, printed beside every score: an entity is right when its first token, last token and type are.
 * OTHER must have been read as MISC before (`canonicalType`); every post counts, also one without entities.
 */
export const SCORING_RULE =
  'word-level micro F1 over exact spans and types; MISC = OTHER; an orphan I- opens an entity (conlleval); ' +
  'every post counted; division by zero = 0'

export interface EntityCounts {
  readonly correct: number
  readonly gold: number
  readonly predicted: number
}

/** Fractions from 0 to 1; `support` is the number of gold entities. */
export interface EntityScores {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly support: number
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** P = correct / predicted, R = correct / gold, F1 = 2PR / (P + R) = 2 correct / (gold + predicted); x / 0 = 0. */
export function scoresOf({ correct, gold, predicted }: EntityCounts): EntityScores {
  return {
    precision: ratio(correct, predicted),
    recall: ratio(correct, gold),
    f1: ratio(2 * correct, gold + predicted),
    support: gold,
  }
}

/** A fraction as a percentage with two decimals: 0.688312 is 68.83. */
export function percentage(fraction: number): number {
  return Math.round(fraction * 10_000) / 100
}

const spanKey = (span: Span): string => `${span.start} ${span.end} ${span.type}`

/** Counts of one post. Spans are a set: one that is listed twice counts once. */
function countEntities(gold: readonly Span[], predicted: readonly Span[]): Map<string, EntityCounts> {
  const counts = new Map<string, { correct: number; gold: number; predicted: number }>()
  const of = (type: string): { correct: number; gold: number; predicted: number } => {
    const known = counts.get(type)
    if (known !== undefined) return known
    const fresh = { correct: 0, gold: 0, predicted: 0 }
    counts.set(type, fresh)
    return fresh
  }
  const goldSpans = new Map(gold.map((span) => [spanKey(span), span]))
  const predictedSpans = new Map(predicted.map((span) => [spanKey(span), span]))
  for (const [key, span] of goldSpans) {
    of(span.type).gold++
    if (predictedSpans.has(key)) of(span.type).correct++
  }
  for (const span of predictedSpans.values()) of(span.type).predicted++
  return counts
}

/** Adds up posts, one at a time, so that a corpus never has to be in memory at once. */
export class EntityTally {
  readonly #types = new Map<string, EntityCounts>()
  /** Counts over all types, one entry a post: what the bootstrap draws from. */
  readonly #posts: EntityCounts[] = []

  add(gold: readonly Span[], predicted: readonly Span[]): void {
    const counts = countEntities(gold, predicted)
    for (const [type, added] of counts) this.#types.set(type, sum([this.#types.get(type) ?? NOTHING, added]))
    this.#posts.push(sum(counts.values()))
  }

  get posts(): number {
    return this.#posts.length
  }

  /** Counts over all types of each post, in the order they were added. */
  get counts(): readonly EntityCounts[] {
    return this.#posts
  }

  get total(): EntityCounts {
    return sum(this.#types.values())
  }

  get micro(): EntityScores {
    return scoresOf(this.total)
  }

  /** Counts per type, types in order of name. */
  get typeCounts(): ReadonlyMap<string, EntityCounts> {
    return new Map([...this.#types].sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  /** Scores per type, types in order of name. */
  get types(): ReadonlyMap<string, EntityScores> {
    return new Map([...this.typeCounts].map(([type, counts]) => [type, scoresOf(counts)]))
  }

  /**
   * 95 % percentile interval of micro F1: posts are drawn with replacement `rounds` times, each draw as large as the
   * corpus; above MOST_DRAWN posts, groups of posts are drawn. Null without posts: there is nothing to draw from.
   */
  interval95(rounds = 1000, seed = 1): readonly [number, number] | null {
    const posts = inGroups(this.#posts)
    if (posts.length === 0) return null
    const random = seededRandom(seed)
    const scores = new Float64Array(rounds)
    for (let round = 0; round < rounds; round++) {
      let correct = 0
      let gold = 0
      let predicted = 0
      for (let draw = 0; draw < posts.length; draw++) {
        const post = posts[Math.floor(random() * posts.length)] as EntityCounts
        correct += post.correct
        gold += post.gold
        predicted += post.predicted
      }
      scores[round] = scoresOf({ correct, gold, predicted }).f1
    }
    scores.sort()
    const at = (fraction: number): number => scores[Math.round(fraction * (rounds - 1))] as number
    return [at(0.025), at(0.975)]
  }
}

/** As many things as a bootstrap draws from: with a thousand rounds the time is still below a second. */
export const MOST_DRAWN = 10_000

/**
 * The counts of at most MOST_DRAWN groups of posts, post i in group i modulo MOST_DRAWN; fewer posts stay alone. Sums of
 * n posts in m groups drawn with replacement vary as those of n posts do: m · (n / m) σ² = n σ².
 */
export function inGroups(posts: readonly EntityCounts[]): readonly EntityCounts[] {
  if (posts.length <= MOST_DRAWN) return posts
  return Array.from({ length: MOST_DRAWN }, (_, group) => {
    const members: EntityCounts[] = []
    for (let index = group; index < posts.length; index += MOST_DRAWN)
      members.push(posts[index] as EntityCounts)
    return sum(members)
  })
}

const NOTHING: EntityCounts = { correct: 0, gold: 0, predicted: 0 }

function sum(counts: Iterable<EntityCounts>): EntityCounts {
  let { correct, gold, predicted } = NOTHING
  for (const count of counts) {
    correct += count.correct
    gold += count.gold
    predicted += count.predicted
  }
  return { correct, gold, predicted }
}
