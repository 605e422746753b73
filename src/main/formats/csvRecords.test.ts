import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CsvRecord } from './csvRecords.ts'
import { csvRecords } from './csvRecords.ts'
import { FileFault } from './fileFault.ts'

const SEED = Number(process.env['VSGN_SEED'] ?? 20_263)

async function cut(pieces: readonly string[], delimiter = ',', longest = 1000): Promise<CsvRecord[]> {
  const records: CsvRecord[] = []
  for await (const batch of csvRecords('a.csv', pieces, delimiter, longest)) records.push(...batch)
  return records
}

/** Pieces of `size` characters; a decoder cuts none of them in two. */
function piecesOf(text: string, size: number): string[] {
  const characters = Array.from(text)
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, n) =>
    characters.slice(n * size, (n + 1) * size).join(''),
  )
}

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\t', '\n', '\r\n', ' '),
  maxLength: 5,
})
const delimiters = fc.constantFrom(',', ';', '\t', '|')

describe('the records of a table', () => {
  it(`are the same in whatever pieces it comes, and all of it is in them (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        delimiters,
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        async (rows, lineEnd, delimiter, ended, size) => {
          const lines = rows.map((cells) =>
            cells
              .map(([value, quoted]) =>
                quoted || /["\r\n]/u.test(value) || value.includes(delimiter[0] ?? '')
                  ? `"${value.replaceAll('"', '""')}"`
                  : value,
              )
              .join(delimiter),
          )
          const text = lines.join(lineEnd) + (ended && lines.length > 0 ? lineEnd : '')
          const expected: unknown = parse(text, {
            delimiter,
            record_delimiter: lineEnd,
            relax_column_count: true,
          })
          const records = await cut(piecesOf(text, size), delimiter)
          expect(records.map(({ cells }) => (cells.length === 0 ? [''] : cells))).toEqual(expected)
          expect(records.map(({ raw }) => raw).join('')).toBe(text)
        },
      ),
      { seed: SEED, numRuns: 500 },
    )
  })

  it('are counted in lines as an editor does, and have no cells where a line has nothing in it', async () => {
    const text = 'a,b\r\n"1\n2",x\r\n\r\nc,d'
    expect(await cut([text])).toEqual([
      { cells: ['a', 'b'], raw: 'a,b\r\n', line: 1 },
      { cells: ['1\n2', 'x'], raw: '"1\n2",x\r\n', line: 2 },
      { cells: [], raw: '\r\n', line: 4 },
      { cells: ['c', 'd'], raw: 'c,d', line: 5 },
    ])
    expect(await cut(piecesOf(text, 1))).toEqual(await cut([text]))
  })

  it.each([
    ['a quote that stays open', 'a,b\n"c\n', 'a.csv, line 2: a quote is opened and never closed'],
    ['text behind a quote', 'a,b\n"c"d,e\n', 'a.csv, line 2: text follows a closing quote'],
    [
      'text behind a quote, two lines further',
      'a,b\n"1\n2","c"d\n',
      'a.csv, line 3: text follows a closing quote',
    ],
    ['a quote in a bare cell', 'a,b\nc"d,e\n', 'a.csv, line 2: a quote stands inside a cell'],
    ['a long row', `a,b\n${'c'.repeat(1100)}`, 'a.csv, line 2: a row is longer than'],
    ['a long quoted row', `a,b\n"${'c\n'.repeat(501)}"\n`, 'a.csv, line 2: a row is longer than'],
  ])('are refused for %s, in whatever pieces it comes', async (_what, text, message) => {
    for (const size of [1, 7, text.length]) {
      const found = cut(piecesOf(text, size))
      await expect(found).rejects.toThrow(FileFault)
      await expect(found).rejects.toThrow(message)
    }
  })
})
