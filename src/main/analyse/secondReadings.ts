import { hash } from 'node:crypto'
import type { AnnotatedPost } from './annotatedPost.ts'

type Words = Pick<AnnotatedPost, 'externalId' | 'tokens'>

/** What is kept of a post. */
type Read = Pick<AnnotatedPost, 'reading' | 'reviewed'>

interface Held extends Read {
  readonly id: string
  readonly words: string
  taken: boolean
}

/**
 * The posts of the second annotator, to be found by those of the first. Posts meet by id and equal tokens; where the same
 * post is there more than once, the first meets the first, the second the second.
 */
export class SecondReadings {
  readonly #posts: Held[] = []
  readonly #byKey = new Map<string, Held[]>()
  readonly #ids = new Set<string>()
  readonly #words = new Set<string>()

  get size(): number {
    return this.#posts.length
  }

  /** Whether any of them is marked as reviewed: most files say nothing of it. */
  get saysReviewed(): boolean {
    return this.#posts.some(({ reviewed }) => reviewed)
  }

  add(post: AnnotatedPost): void {
    const { reading, reviewed } = post
    const [id, words] = [idOf(post), wordsOf(post)]
    const held: Held = { reading, reviewed, id, words, taken: false }
    this.#posts.push(held)
    this.#ids.add(id)
    this.#words.add(words)
    const key = id + words
    const known = this.#byKey.get(key)
    if (known === undefined) this.#byKey.set(key, [held])
    else known.push(held)
  }

  hasId(post: Words): boolean {
    return this.#ids.has(idOf(post))
  }

  hasWords(post: Words): boolean {
    return this.#words.has(wordsOf(post))
  }

  /** The next post of this id with these tokens that none has met yet; null: there is none. */
  take(post: Words): Read | null {
    const held = this.#byKey.get(idOf(post) + wordsOf(post))?.find(({ taken }) => !taken)
    if (held === undefined) return null
    held.taken = true
    return held
  }

  /**
   * For posts that met none: those with the same tokens under another id, where the tokens stand once on both sides among
   * what is left. Formats without ids number their posts by file, so that ids of an export say little. Pairs by place in `posts`.
   */
  takeByWords(posts: readonly Words[]): ReadonlyMap<number, Read> {
    const own = once(posts.map((post, place) => ({ words: wordsOf(post), value: place })))
    const others = once(
      this.#posts.filter(({ taken }) => !taken).map((held) => ({ words: held.words, value: held })),
    )
    const met = new Map<number, Read>()
    for (const [words, place] of own) {
      const held = others.get(words)
      if (held === undefined) continue
      held.taken = true
      met.set(place, held)
    }
    return met
  }

  /** Posts that none has met and whose id is not among these: the first annotator does not have them. */
  countWithout(ids: ReadonlySet<string>): number {
    return this.#posts.filter(({ taken, id }) => !taken && !ids.has(id)).length
  }
}

/** Names an id in few bytes: of a large project, this is all of its ids that is in memory. */
export function idOf({ externalId }: Pick<AnnotatedPost, 'externalId'>): string {
  return hash('sha1', externalId.toWellFormed(), 'base64')
}

function wordsOf({ tokens }: Pick<AnnotatedPost, 'tokens'>): string {
  return hash('sha1', JSON.stringify(tokens), 'base64')
}

/** What stands there under words that no other has. */
function once<T>(list: readonly { readonly words: string; readonly value: T }[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>()
  const doubled = new Set<string>()
  for (const { words, value } of list)
    if (found.has(words)) doubled.add(words)
    else found.set(words, value)
  for (const words of doubled) found.delete(words)
  return found
}
