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

  add({ split, tokens, state }: Pick<ReadPost, 'split' | 'tokens' | 'state'>): void {
    for (const surface of new Set((state.spans ?? []).map((span) => surfaceOf(tokens, span)))) {
      count(this.#everywhere, surface)
      if (split === REFERENCE_SPLIT) count(this.#inTraining, surface)
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
