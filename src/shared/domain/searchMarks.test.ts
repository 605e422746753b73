import fc from 'fast-check'
import { expect, test } from 'vitest'
import { searchMarks } from './searchMarks.ts'

const marked = (text: string, search: string): string[] =>
  searchMarks(text, search).map(({ start, end }) => text.slice(start, end))

test.each<[string, string, string, string[]]>([
  ['a word by how it begins, in any case', 'Kevin Durant won, kevin', 'KEV', ['Kev', 'kev']],
  ['nothing inside a word', 'endurance', 'dur', []],
  ['every word of the search', 'Kevin Durant at Oracle Arena', 'arena kevin', ['Kevin', 'Arena']],
  ['an accent in its other Unicode form', 'Sa\u0303o Paulo', 'S\u00e3o', ['Sa\u0303o']],
  ['an accent only where it was typed', 'Sao Paulo', 'S\u00e3o', []],
  ['a sign where it was typed', 'go #Oslo or Oslo', '#oslo', ['#Oslo']],
  ['a word behind a sign', 'go #Oslo @Oslo', 'oslo', ['Oslo', 'Oslo']],
  ['an emoji beside a word', 'Arena\u{1F3C0} now', '\u{1F3C0}', ['\u{1F3C0}']],
  ['a word beside an emoji', '\u{1F3C0}Arena', 'arena', ['Arena']],
  ['scripts that part no words', '東京タワー', '京', ['京']],
  ['a capital of two small letters', '\u0130stanbul and more', 'i\u0307stan', ['\u0130stan']],
  ['a sigma at the end of a capital word', 'ΟΔΟΣ', 'οδος', ['ΟΔΟΣ']],
  ['words that touch, as one', 'Oslo', 'o oslo', ['Oslo']],
  ['nothing without a search', 'Oslo', ' ', []],
])('marks %s', (_name, text, search, expected) => {
  expect(marked(text, search)).toEqual(expected)
})

test('marks lie in the text, in order and apart, whatever is in it', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
      (text, word) => {
        let from = 0
        for (const { start, end } of searchMarks(`${text} ${word}`, word)) {
          expect(start).toBeGreaterThanOrEqual(from)
          expect(end).toBeGreaterThan(start)
          from = end
        }
        expect(from).toBeLessThanOrEqual(text.length + 1 + word.length)
      },
    ),
  )
})
