/** Translates character offsets of one text between UTF-16 code units (JavaScript) and code points (Python). */
export class TextOffsets {
  /** UTF-16 offset of each code point, and the length at the end; null: the two counts agree. */
  readonly #starts: Uint32Array | null
  readonly #length: number

  constructor(text: string) {
    const starts: number[] = []
    for (let at = 0; at < text.length; at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) starts.push(at)
    this.#length = text.length
    this.#starts = starts.length === text.length ? null : Uint32Array.from([...starts, text.length])
  }

  /** Null: the text has no such code point (its end counts as one). */
  toUtf16(codePoint: number): number | null {
    if (!Number.isInteger(codePoint) || codePoint < 0) return null
    if (this.#starts === null) return codePoint <= this.#length ? codePoint : null
    return this.#starts[codePoint] ?? null
  }

  /** Null: outside the text, or in the middle of a code point. */
  toCodePoint(utf16: number): number | null {
    if (!Number.isInteger(utf16) || utf16 < 0 || utf16 > this.#length) return null
    if (this.#starts === null) return utf16
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#starts[middle] as number) < utf16) low = middle + 1
      else high = middle
    }
    return this.#starts[low] === utf16 ? low : null
  }
}
