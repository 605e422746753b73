import { fold, searchWords, separateWords } from './fold.ts'

/** A part of a text, in UTF-16 units; `end` is outside. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })
const IN_WORD = /[\p{L}\p{M}\p{N}]/u

/**
 * What of a text a search is about: where its words begin words there, whatever the case and the Unicode form. In order,
 * without overlaps; characters as they are seen are marked whole. Nothing where only the caption has the words.
 */
export function searchMarks(text: string, search: string): readonly TextRange[] {
  const words = searchWords(search).map(plain)
  if (words.length === 0) return []
  let folded = ''
  /** Of each unit of the folded text, the character that it comes from. */
  const origins: TextRange[] = []
  for (const { segment, index } of characters.segment(text)) {
    const origin = { start: index, end: index + segment.length }
    const form = plain(fold(segment).replaceAll('\ufe0f', ''))
    folded += form
    for (let unit = 0; unit < form.length; unit++) origins.push(origin)
  }
  const found = words.flatMap((word) =>
    placesOf(word, folded).map((at) => ({
      start: (origins[at] as TextRange).start,
      end: (origins[at + word.length - 1] as TextRange).end,
    })),
  )
  return joined(found.sort((a, b) => a.start - b.start || a.end - b.end))
}

/** A sigma at the end of a word is the same letter; what stands around one character does not tell where words end. */
function plain(folded: string): string {
  return folded.replaceAll('ς', 'σ')
}

function placesOf(word: string, folded: string): number[] {
  const places: number[] = []
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length))
    if (beginsWord(word, folded.slice(0, at))) places.push(at)
  return places
}

/** A sign is found wherever it was typed. */
function beginsWord(word: string, before: string): boolean {
  const [first = ''] = word
  const last = Array.from(before.slice(-2)).at(-1) ?? ''
  return !IN_WORD.test(first) || !IN_WORD.test(last) || isOwnWord(first) || isOwnWord(last)
}

function isOwnWord(character: string): boolean {
  return separateWords(character) !== character
}

function joined(ranges: readonly TextRange[]): TextRange[] {
  const result: TextRange[] = []
  for (const { start, end } of ranges) {
    const last = result.at(-1)
    if (last === undefined || start > last.end) result.push({ start, end })
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, end) }
  }
  return result
}
