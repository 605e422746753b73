import { spansFromTags } from '../../shared/domain/bio.ts'
import type { Span } from '../../shared/domain/span.ts'

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
}
