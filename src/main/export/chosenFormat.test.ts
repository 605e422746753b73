import { expect, it } from 'vitest'
import { POST_FORMATS } from '../formats/formatList.ts'
import { chosenFormat } from './chosenFormat.ts'
import type { ExportOptions } from './exportTypes.ts'

const chosen = (format: string, path: string, more: Partial<ExportOptions> = {}): string =>
  chosenFormat({ format, which: 'all', tags: 'gold', miscAsOther: false, ...more }, path).variant.name

const VARIANTS = POST_FORMATS.flatMap(({ name, variants }) =>
  variants.map((variant) => [name, variant.name, variant.extension] as const),
)

it.each(VARIANTS)('writes %s %s where the file ends in .%s, alone or in a zip', (format, variant, ending) => {
  expect(chosen(format, `/out/x.${ending}`)).toBe(variant)
  expect(chosen(format, `/out/X.${ending.toUpperCase()}.zip`)).toBe(variant)
})

it('writes the named variant whatever the ending, and the usual one where no ending says', () => {
  expect(chosen('csv', 'x.tokens.csv', { variant: 'posts' })).toBe('posts')
  expect(chosen('csv', 'x.table')).toBe('posts')
})
