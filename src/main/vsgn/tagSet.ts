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

  /** As `spansFromTags` reads them: an I- that continues nothing opens a span. */
  spansOf(numbers: ArrayLike<number>): Span[] {
    const spans: Span[] = []
    let start = 0
    let open = -1
    const close = (end: number): void => {
      if (open >= 0) spans.push({ start, end, type: this.types[open] as string })
      open = -1
    }
    for (let index = 0; index < numbers.length; index++) {
      const number = numbers[index] as number
      const type = (number - 1) >> 1
      if (number > 0 && type === open && number === this.inside(type)) continue
      close(index)
      open = type
      start = index
    }
    close(numbers.length)
    return spans
  }
}
