import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { POST_FORMATS } from './formatList.ts'
import type { Aspect } from './postWriter.ts'

const DOCUMENT = join(import.meta.dirname, '../../../docs/formats.md')

/** What docs/formats.md calls what a file can hold. */
const COLUMNS: readonly (readonly [heading: string, aspect: Aspect])[] = [
  ['id', 'id'],
  ['words', 'tokens'],
  ['text', 'text'],
  ['picture name', 'picture'],
  ['caption', 'caption'],
  ['split', 'split'],
  ['unlabelled posts', 'unlabelled'],
  ['scores', 'scores'],
  ['review', 'review'],
  ['other keys', 'meta'],
  ['fine tags', 'columns'],
  ['boxes', 'regions'],
  ['nested', 'nested'],
  ['parts of words', 'subtokens'],
]

/** The table with a row a variant; cells as Markdown has them, without the space that aligns them. */
function table(): string[][] {
  const rows = POST_FORMATS.flatMap((format) =>
    format.variants.map((variant) => {
      const place = (aspect: Aspect): string =>
        aspect === 'picture' && 'pictureName' in format ? 'by its id' : 'yes'
      const cells = COLUMNS.map(([, aspect]) => (variant.carries.includes(aspect) ? place(aspect) : ''))
      const own = format.variants.length === 1 ? '' : ` ${variant.name}`
      return [`\`${format.name}\`${own}`, ...cells]
    }),
  )
  return [['format and variant', ...COLUMNS.map(([heading]) => heading)], ...rows]
}

it('is told by docs/formats.md as it is', () => {
  const lines = readFileSync(DOCUMENT, 'utf8').split('\n')
  const from = lines.findIndex((line) => line.startsWith('| format and variant'))
  const rest = lines.slice(from)
  const told = rest
    .slice(
      0,
      rest.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
    .filter(([first = '']) => !/^-+$/u.test(first))
  expect(told).toEqual(table())
})
