import { expect, test } from 'vitest'
import { searchMarks } from '../../shared/domain/searchMarks.ts'
import { rowParts } from './rowParts.ts'

/** `*` around what is bold, `[` `]` around what is marked. */
function drawn(text: string, mention: string, search: string): string {
  const start = text.indexOf(mention)
  const mentions = mention === '' ? [] : [{ start, end: start + mention.length }]
  return rowParts(text, mentions, searchMarks(text, search))
    .map(({ text: part, bold, marked }) => {
      const inked = bold ? `*${part}*` : part
      return marked ? `[${inked}]` : inked
    })
    .join('')
}

test('mentions are bold and what was searched for is marked, also where they overlap', () => {
  expect(drawn('see Kevin Durant now', 'Kevin Durant', '')).toBe('see *Kevin Durant* now')
  expect(drawn('see Kevin Durant now', 'Kevin Durant', 'dur see')).toBe('[see] *Kevin *[*Dur*]*ant* now')
  expect(drawn('see Kevin Durant now', '', 'now')).toBe('see Kevin Durant [now]')
})

test('a text begins shortly before a mark that would be out of sight', () => {
  const long = `${'words that go on and on '.repeat(5)}then Oslo at last`
  expect(drawn(long, 'Oslo', 'oslo')).toBe('… go on and on then [*Oslo*] at last')
  expect(drawn(long, 'words', 'oslo')).toBe('… go on and on then [Oslo] at last')
  expect(drawn(long, '', '')).toBe(long)
  const without = `${'x'.repeat(60)} Oslo`
  expect(drawn(without, '', 'oslo')).toBe(`${'x'.repeat(60)} [Oslo]`)
})
