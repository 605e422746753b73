import type { EntityCounts, EntityTally } from './entityScores.ts'
import { percentage } from './entityScores.ts'
import { mcnemar, pairedBootstrap } from './significance.ts'
import type { ScoredSpan, Span } from './span.ts'

/** Posts that only the second reading, only the first, neither, or both got right as a whole. */
export const FLIPS = ['fixed', 'broken', 'both-wrong', 'both-right'] as const
export type Flip = (typeof FLIPS)[number]

/** One post as two readings have it. */
export interface PairedPost {
  readonly postId: number
  readonly externalId: string
  readonly tokens: readonly string[]
  readonly gold: readonly Span[]
  readonly first: readonly ScoredSpan[]
  readonly second: readonly ScoredSpan[]
}

const ROUNDS = 1000
/** Of each kind of flip. */
const MOST_EXAMPLES = 200
/** As many as a filter of posts can hold. */
const MOST_IDS = 10_000
const WRONG = ['fixed', 'broken', 'both-wrong'] as const

/**
 * Adds up what two readings make of the same posts, one post at a time. Of the posts that are not right in both only
 * as many are kept as are shown, so that a corpus never has to be in memory at once.
 */
export class PairedTally {
  readonly #flips: Record<Flip, number> = { fixed: 0, broken: 0, 'both-wrong': 0, 'both-right': 0 }
  readonly #ids: Record<(typeof WRONG)[number], number[]> = { fixed: [], broken: [], 'both-wrong': [] }
  readonly #examples: Record<(typeof WRONG)[number], PairedPost[]> = {
    fixed: [],
    broken: [],
    'both-wrong': [],
  }

  /** `first` and `second`: the counts of this post in the tallies of the two. */
  add(post: PairedPost, first: EntityCounts | undefined, second: EntityCounts | undefined): void {
    const flip = flipOf(isRight(first), isRight(second))
    this.#flips[flip]++
    if (flip === 'both-right') return
    if (this.#ids[flip].length < MOST_IDS) this.#ids[flip].push(post.postId)
    if (this.#examples[flip].length < MOST_EXAMPLES) this.#examples[flip].push(post)
  }

  /** The difference second minus first, what flipped, and whether it is more than chance; F1 in percent. */
  report(first: EntityTally, second: EntityTally) {
    const { f1, interval95, p } = pairedBootstrap(first.counts, second.counts, ROUNDS)
    const { fixed, broken } = this.#flips
    return {
      difference: {
        f1: percentage(f1),
        interval95:
          interval95 === null
            ? null
            : ([percentage(interval95[0]), percentage(interval95[1])] satisfies [number, number]),
        p,
      },
      mcnemar: { fixed, broken, p: mcnemar(broken, fixed) },
      flips: { ...this.#flips },
      examples: WRONG.flatMap((flip) => this.#examples[flip].map((post) => exampleOf(post, flip))),
      postIds: {
        fixed: [...this.#ids.fixed],
        broken: [...this.#ids.broken],
        'both-wrong': [...this.#ids['both-wrong']],
      },
    }
  }
}

function exampleOf({ tokens, gold, first, second, ...post }: PairedPost, flip: Flip) {
  return { ...post, flip, tokens: [...tokens], gold: [...gold], first: [...first], second: [...second] }
}

function flipOf(first: boolean, second: boolean): Flip {
  if (first) return second ? 'both-right' : 'broken'
  return second ? 'fixed' : 'both-wrong'
}

/** Every entity found and nothing else. */
function isRight(counts: EntityCounts | undefined): boolean {
  return counts !== undefined && counts.correct === counts.gold && counts.correct === counts.predicted
}
