import type { TextRange } from '../../shared/domain/searchMarks.ts'

/** A stretch of a text that looks the same throughout. */
export interface RowPart {
  /** Where it begins in the text; below 0: it is none of it. */
  readonly start: number
  readonly text: string
  /** Part of a mention. */
  readonly bold: boolean
  /** Part of what was searched for. */
  readonly marked: boolean
}

/** Characters that stand before the first mark where the text is cut, about half a line of the queue. */
const LEAD = 16
/** A mark that begins no later than this is on the first two lines. */
const IN_SIGHT = 40

/** The text of a row; it begins shortly before what was searched for where that would be out of sight. */
export function rowParts(
  text: string,
  mentions: readonly TextRange[],
  marks: readonly TextRange[],
): readonly RowPart[] {
  const from = beginning(text, marks[0]?.start ?? 0)
  const ends = new Set([from, text.length])
  for (const { start, end } of [...mentions, ...marks])
    ends.add(Math.max(from, start)).add(Math.max(from, end))
  const cuts = [...ends].sort((a, b) => a - b)
  const within = (ranges: readonly TextRange[], at: number): boolean =>
    ranges.some(({ start, end }) => start <= at && at < end)
  const parts = cuts.slice(0, -1).map((start, index) => ({
    start,
    text: text.slice(start, cuts[index + 1]),
    bold: within(mentions, start),
    marked: within(marks, start),
  }))
  return from === 0 ? parts : [{ start: -1, text: '… ', bold: false, marked: false }, ...parts]
}

/** Where a word begins before the first mark; 0 where all of the text is shown. */
function beginning(text: string, mark: number): number {
  if (mark <= IN_SIGHT) return 0
  const space = text.slice(0, mark - LEAD).search(/\s\S*$/u)
  return space < 0 ? 0 : space + 1
}
