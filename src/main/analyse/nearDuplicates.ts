import { surfaceOf } from '../../shared/domain/slice.ts'
import type { Suspicion } from '../../shared/domain/suspicion.ts'
import type { ReadPost } from './comparedPosts.ts'

/** Shorter posts are alike by chance. */
const FEWEST_WORDS = 4

/** Posts that say the same but for case, links, handles, numbers and punctuation, and how their gold differs. */
export class DuplicateIndex {
  /** By what the post says: how many posts have which gold. */
  readonly #readings = new Map<string, Map<string, number>>()

  add(post: Pick<ReadPost, 'tokens' | 'state'>): void {
    const key = sameness(post.tokens)
    if (key === null) return
    const readings = this.#readings.get(key) ?? new Map<string, number>()
    this.#readings.set(key, readings)
    const reading = readingOf(post)
    readings.set(reading, (readings.get(reading) ?? 0) + 1)
  }

  /** At most one: that copies of this post are labelled otherwise. */
  contradictions(post: Pick<ReadPost, 'tokens' | 'state'>): Suspicion[] {
    const key = sameness(post.tokens)
    const readings = key === null ? undefined : this.#readings.get(key)
    if (readings === undefined || readings.size < 2) return []
    const own = readingOf(post)
    const alike = readings.get(own) ?? 0
    const all = [...readings.values()].reduce((sum, posts) => sum + posts, 0)
    const [other = ''] =
      [...readings].filter(([reading]) => reading !== own).sort((a, b) => b[1] - a[1])[0] ?? []
    return [
      {
        kind: 'duplicate-differs',
        span: null,
        reason: `${all - alike} of ${all} posts with these words are labelled otherwise: ${other === '' ? 'no entity' : other}`,
        weight: Math.min(0.99, 0.5 + (all - alike) / all / 2),
      },
    ]
  }
}

/** What two posts must share to be near-duplicates; null: too short to say. */
function sameness(tokens: readonly string[]): string | null {
  const words = tokens
    .map((token) => (/^(https?:|www\.|@|rt$)/iu.test(token) ? '' : token.toLowerCase()))
    .map((token) => token.replaceAll(/[^\p{L}]/gu, ''))
    .filter((word) => word !== '')
  return words.length < FEWEST_WORDS ? null : words.join(' ')
}

function readingOf({ tokens, state }: Pick<ReadPost, 'tokens' | 'state'>): string {
  return (state.spans ?? [])
    .map((span) => `${surfaceOf(tokens, span)} ${span.type}`)
    .sort()
    .join(', ')
}
