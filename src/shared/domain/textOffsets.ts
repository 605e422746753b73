/** What one unit of a character offset is: Python counts code points, JavaScript and Java UTF-16 code units. */
export const OFFSET_UNITS = ['codepoint', 'utf16', 'grapheme', 'byte'] as const
export type OffsetUnit = (typeof OFFSET_UNITS)[number]

export const UNIT_WORDS: Readonly<Record<OffsetUnit, string>> = {
  codepoint: 'code points',
  utf16: 'UTF-16 units',
  grapheme: 'grapheme clusters',
  byte: 'UTF-8 bytes',
}

const ASCII = /^[\u0020-\u007e]*$/u

/** Translates the character offsets of one text between UTF-16 code units and another unit. */
export class TextOffsets {
  /** UTF-16 offset at each unit, -1 in the middle of a character; null: the two counts agree. */
  readonly #toUtf16: Int32Array | null
  /** Unit at each UTF-16 offset, -1 in the middle of one. */
  readonly #fromUtf16: Int32Array
  readonly #length: number

  constructor(text: string, unit: OffsetUnit = 'codepoint') {
    this.#length = text.length
    if (unit === 'utf16' || ASCII.test(text)) {
      this.#toUtf16 = null
      this.#fromUtf16 = new Int32Array(0)
      return
    }
    const starts = unitStarts(text, unit)
    this.#toUtf16 = Int32Array.from(starts)
    this.#fromUtf16 = new Int32Array(text.length + 1).fill(-1)
    for (const [index, start] of starts.entries()) if (start >= 0) this.#fromUtf16[start] = index
  }

  /** Null: the text has no such offset (its end counts as one), or it cuts a character. */
  toUtf16(offset: number): number | null {
    if (!Number.isInteger(offset) || offset < 0) return null
    if (this.#toUtf16 === null) return offset <= this.#length ? offset : null
    const found = this.#toUtf16[offset] ?? -1
    return found < 0 ? null : found
  }

  /** Null: outside the text, or in the middle of a unit. */
  fromUtf16(utf16: number): number | null {
    if (!Number.isInteger(utf16) || utf16 < 0 || utf16 > this.#length) return null
    if (this.#toUtf16 === null) return utf16
    const found = this.#fromUtf16[utf16] ?? -1
    return found < 0 ? null : found
  }
}

/** UTF-16 offset of each unit, and the length at the end. */
function unitStarts(text: string, unit: Exclude<OffsetUnit, 'utf16'>): number[] {
  const starts: number[] = []
  if (unit === 'grapheme') {
    for (const { index } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text))
      starts.push(index)
  } else
    for (let at = 0; at < text.length;) {
      const point = text.codePointAt(at) ?? 0
      starts.push(at)
      if (unit === 'byte') for (let rest = 1; rest < byteLength(point); rest++) starts.push(-1)
      at += point > 0xffff ? 2 : 1
    }
  starts.push(text.length)
  return starts
}

function byteLength(point: number): number {
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}
