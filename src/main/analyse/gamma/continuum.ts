import type { Span } from '../../../shared/domain/span.ts'
import type { Units } from './units.ts'

/** Two annotators' spans as units over the words of all posts, one post after another. */
export class Continuum {
  readonly #annotators = [new Annotations(), new Annotations()] as const
  readonly #types = new Map<string, number>()
  #length = 0

  /** Spans in order of reading. */
  add(words: number, first: readonly Span[], second: readonly Span[]): void {
    for (const [place, spans] of [first, second].entries())
      for (const { start, end, type } of spans)
        this.#annotators[place]?.add(this.#length + start, this.#length + end, this.#numberOf(type))
    this.#length += words
  }

  /** In words. */
  get length(): number {
    return this.#length
  }

  /** What the two have marked so far. */
  annotators(): readonly [Units, Units] {
    const [first, second] = this.#annotators
    return [first.units(), second.units()]
  }

  #numberOf(type: string): number {
    const known = this.#types.get(type) ?? this.#types.size
    this.#types.set(type, known)
    return known
  }
}

class Annotations {
  readonly #starts: number[] = []
  readonly #ends: number[] = []
  readonly #types: number[] = []

  add(start: number, end: number, type: number): void {
    this.#starts.push(start)
    this.#ends.push(end)
    this.#types.push(type)
  }

  units(): Units {
    return {
      count: this.#starts.length,
      starts: Int32Array.from(this.#starts),
      ends: Int32Array.from(this.#ends),
      types: Int32Array.from(this.#types),
    }
  }
}
