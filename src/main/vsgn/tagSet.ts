import { spansFromTags, splitTag } from '../../shared/domain/bio.ts'
import type { Span } from '../../shared/domain/span.ts'

/** Score of what must not happen: finite, so that sums stay numbers, and low enough to never win. */
export const FORBIDDEN = -10_000

/** The tags of a model in the order of its outputs: O, then B- and I- of each type. */
export class TagSet {
  readonly types: readonly string[]
  readonly tags: readonly string[]
  readonly #numbers: ReadonlyMap<string, number>

  constructor(types: readonly string[]) {
    this.types = types
    this.tags = ['O', ...types.flatMap((type) => [`B-${type}`, `I-${type}`])]
    this.#numbers = new Map(this.tags.map((tag, number) => [tag, number]))
  }

  get size(): number {
    return this.tags.length
  }

  /** Throws RangeError for a tag that the model does not know. */
  numberOf(tag: string): number {
    const number = this.#numbers.get(tag)
    if (number === undefined)
      throw new RangeError(`unknown tag "${tag}"; this model knows ${this.tags.join(', ')}`)
    return number
  }

  begin(type: number): number {
    return 1 + 2 * type
  }

  inside(type: number): number {
    return 2 + 2 * type
  }

  spansOf(numbers: ArrayLike<number>): Span[] {
    return spansFromTags(Array.from(numbers, (number) => this.tags[number] ?? 'O'))
  }

  /** I-X may follow B-X and I-X alone. Null: the start of a text. */
  allows(from: number | null, to: number): boolean {
    const next = splitTag(this.tags[to] ?? 'O')
    if (next?.prefix !== 'I') return true
    const previous = from === null ? null : splitTag(this.tags[from] ?? 'O')
    return previous?.type === next.type
  }
}

/**
 * Scores of a linear-chain CRF over one text: score(y) = start[y₁] + Σ emissions[t, yₜ] + Σ transitions[yₜ₋₁, yₜ] + end[y_T].
 */
export interface CrfScores {
  readonly tags: number
  /** [tags] */
  readonly start: Float32Array
  /** [tags, tags], from row to column. */
  readonly transitions: Float32Array
  /** [tags] */
  readonly end: Float32Array
}

/** The same scores with every illegal BIO step forbidden. */
export function legalScores(scores: CrfScores, tagSet: TagSet): CrfScores {
  const forbid = (values: Float32Array, legal: (index: number) => boolean): Float32Array =>
    values.map((value, index) => (legal(index) ? value : FORBIDDEN))
  return {
    tags: scores.tags,
    start: forbid(scores.start, (to) => tagSet.allows(null, to)),
    transitions: forbid(scores.transitions, (index) =>
      tagSet.allows(Math.floor(index / scores.tags), index % scores.tags),
    ),
    end: scores.end,
  }
}
