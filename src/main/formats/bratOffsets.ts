import { TextOffsets, UNIT_WORDS } from '../../shared/domain/textOffsets.ts'
import type { OffsetUnit } from '../../shared/domain/textOffsets.ts'

/** From offsets of a file to UTF-16 offsets of its text; `words`: what is counted, where it is not what brat counts. */
export interface Counter extends Pick<TextOffsets, 'toUtf16'> {
  readonly words: string | null
}

/** Code points as programs count them that read every line end as one character, as Python does; none where all are one. */
function withoutReturns(text: string): Counter[] {
  if (!text.includes('\r\n')) return []
  const ends = [...text.matchAll(/\r\n/gu)].map(({ index }, before) => index - before)
  const offsets = new TextOffsets(text.replaceAll('\r\n', '\n'), 'codepoint')
  const toUtf16 = (offset: number): number | null => {
    const at = offsets.toUtf16(offset)
    return at === null ? null : at + ends.filter((end) => end < at).length
  }
  return [{ toUtf16, words: 'code points, a line end of CR and LF as one' }]
}

/** How the offsets of a document may have been counted; first, as brat counts them. */
export function countersOf(text: string): Counter[] {
  const counted = (unit: OffsetUnit): Counter => {
    const offsets = new TextOffsets(text, unit)
    return {
      toUtf16: (offset) => offsets.toUtf16(offset),
      words: unit === 'codepoint' ? null : UNIT_WORDS[unit],
    }
  }
  return [counted('codepoint'), counted('utf16'), counted('byte'), ...withoutReturns(text)]
}
