import type { CancelSignal } from '../../shared/api/contract.ts'
import { surfaceOf } from '../../shared/domain/slice.ts'
import type { Span } from '../../shared/domain/span.ts'
import { postsOf } from './comparedPosts.ts'
import type { PostReader, ReadPost } from './comparedPosts.ts'

const REFERENCE_SPLIT = 'train'

/** In how many posts each mention is gold, so that names a model could have met are told from new ones. */
export class Surfaces {
  readonly #everywhere = new Map<string, number>()
  readonly #inTraining = new Map<string, number>()
  /** Posts by mention, then type. */
  readonly #types = new Map<string, Map<string, number>>()

  add({ split, tokens, state }: Pick<ReadPost, 'split' | 'tokens' | 'state'>): void {
    for (const surface of new Set((state.spans ?? []).map((span) => surfaceOf(tokens, span)))) {
      count(this.#everywhere, surface)
      if (split === REFERENCE_SPLIT) count(this.#inTraining, surface)
    }
    for (const typed of typesIn({ tokens, state })) {
      const [surface = '', type = ''] = typed.split(SEPARATOR)
      const types = this.#types.get(surface) ?? new Map<string, number>()
      this.#types.set(surface, types)
      count(types, type)
    }
  }

  /** Whether the words of `span` are gold in another post: of the split `train` where it has gold, else in any. */
  seen({ split, tokens, state }: Pick<ReadPost, 'split' | 'tokens' | 'state'>, span: Span): boolean {
    const surface = surfaceOf(tokens, span)
    const trained = this.#inTraining.size > 0
    const posts = (trained ? this.#inTraining : this.#everywhere).get(surface) ?? 0
    const countsItself =
      (!trained || split === REFERENCE_SPLIT) &&
      (state.spans ?? []).some((own) => surfaceOf(tokens, own) === surface)
    return posts > (countsItself ? 1 : 0)
  }

  /** The types the words of `span` have in the gold of other posts. */
  typesElsewhere({ tokens, state }: Pick<ReadPost, 'tokens' | 'state'>, span: Span): string[] {
    const surface = surfaceOf(tokens, span)
    const own = typesIn({ tokens, state })
    return [...(this.#types.get(surface) ?? [])]
      .filter(([type, posts]) => posts > (own.has(`${surface}${SEPARATOR}${type}`) ? 1 : 0))
      .map(([type]) => type)
  }

  /** In how many posts the words are gold, by type. */
  typesOf(surface: string): ReadonlyMap<string, number> {
    return this.#types.get(surface) ?? new Map<string, number>()
  }
}

const SEPARATOR = '\u0000'

/** The distinct mentions of a post, each with its type. */
function typesIn({ tokens, state }: Pick<ReadPost, 'tokens' | 'state'>): ReadonlySet<string> {
  return new Set((state.spans ?? []).map((span) => `${surfaceOf(tokens, span)}${SEPARATOR}${span.type}`))
}

/** Counts the mentions of every post that has gold. */
export async function countSurfaces(read: PostReader, signal?: CancelSignal): Promise<Surfaces> {
  const surfaces = new Surfaces()
  for await (const post of postsOf(read, signal)) surfaces.add(post)
  return surfaces
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
