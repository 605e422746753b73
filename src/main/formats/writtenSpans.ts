import { TextOffsets } from '../../shared/domain/textOffsets.ts'
import type { OffsetUnit } from '../../shared/domain/textOffsets.ts'
import { quoted } from './problemText.ts'
import type { WrittenPost } from './postWriter.ts'

/** A span as a file is to state it. */
export interface WrittenSpan {
  readonly type: string
  /** The slice of the text the offsets speak of. */
  readonly mention: string
  readonly start: number
  readonly end: number
}

/** The spans of a post in offsets of its text. {@link spanRefusal} says beforehand where there are none. */
export function writtenSpans({ post, spans }: WrittenPost, unit: OffsetUnit): WrittenSpan[] {
  const offsets = new TextOffsets(post.text, unit)
  return spans.map(({ type, start, end }) => {
    const from = post.offsets[start * 2] ?? 0
    const to = post.offsets[end * 2 - 1] ?? 0
    return {
      type,
      mention: post.text.slice(from, to),
      start: offsets.fromUtf16(from) ?? -1,
      end: offsets.fromUtf16(to) ?? -1,
    }
  })
}

/** Why the spans of a post cannot be said in a unit; null: they can. A grapheme may hold the edge of a token. */
export function spanRefusal(written: WrittenPost, unit: OffsetUnit): string | null {
  const cut = writtenSpans(written, unit).find(({ start, end }) => start < 0 || end < 0)
  return cut === undefined
    ? null
    : `its span ${cut.type} ${quoted(cut.mention)} begins or ends inside a character`
}
