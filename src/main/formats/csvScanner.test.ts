import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CsvScanner } from './csvScanner.ts'
import type { CsvRecord } from './csvScanner.ts'
import { FileFault } from './fileFault.ts'

const SEED = Number(process.env['VSGN_SEED'] ?? 20_263)

function scanned(pieces: readonly string[], delimiter = ',', longest = 1000): CsvRecord[] {
  const scanner = new CsvScanner('a.csv', delimiter, longest)
  const records: CsvRecord[] = []
  const take = (last: boolean): void => {
    for (let record = scanner.next(last); record !== null; record = scanner.next(last)) records.push(record)
  }
  for (const piece of pieces) {
    scanner.feed(piece)
    take(false)
  }
  take(true)
  return records
}

function piecesOf(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.slice(n * size, (n + 1) * size))
}

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '😀', '"', ',', ';', '\t', '\n', '\r\n', ' '),
  maxLength: 5,
})
const delimiters = fc.constantFrom(',', ';', '\t', '||')

describe('CsvScanner', () => {
  it(`reads what csv-parse reads, cut into pieces of any size (seed ${SEED})`, () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.tuple(cell, fc.boolean()), { minLength: 2, maxLength: 4 }), { maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        delimiters,
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        (rows, lineEnd, delimiter, ended, size) => {
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
          const records = scanned(piecesOf(text, size), delimiter)
          expect(records.map(({ cells }) => cells)).toEqual(expected)
          expect(records.map(({ raw }) => raw).join('')).toBe(text)
        },
      ),
      { seed: SEED, numRuns: 500 },
    )
  })

  it('counts lines as an editor does, and has no cells for a line with nothing in it', () => {
    const text = 'a,b\r\n"1\n2",x\r\n\r\nc,d'
    expect(scanned([text])).toEqual([
      { cells: ['a', 'b'], raw: 'a,b\r\n', line: 1 },
      { cells: ['1\n2', 'x'], raw: '"1\n2",x\r\n', line: 2 },
      { cells: [], raw: '\r\n', line: 4 },
      { cells: ['c', 'd'], raw: 'c,d', line: 5 },
    ])
    expect(scanned(piecesOf(text, 1))).toEqual(scanned([text]))
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
    ['a long row', `a,b\n${'c'.repeat(1001)}`, 'a.csv, line 2: a row is longer than'],
    ['a long quoted row', `a,b\n"${'c\n'.repeat(501)}"\n`, 'a.csv, line 2: a row is longer than'],
  ])('refuses %s, in whatever pieces it comes', (_what, text, message) => {
    for (const size of [1, 7, text.length]) {
      expect(() => scanned(piecesOf(text, size))).toThrow(message)
      expect(() => scanned(piecesOf(text, size))).toThrow(FileFault)
    }
  })
})
