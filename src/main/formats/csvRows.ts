import type { ByteSource } from './byteSource.ts'
import type { CsvRecord } from './csvRecords.ts'
import { csvRecords, firstCells } from './csvRecords.ts'
import { decodedText } from './decodedText.ts'
import { FileFault } from './fileFault.ts'
import { LONGEST_LINE } from './lineReader.ts'
import type { ColumnChoices, ColumnOptions, ReadOptions } from './postReader.ts'
import { quoted } from './problemText.ts'
import type { Sample } from './sample.ts'

/** How a table is read. */
export interface Dialect {
  readonly delimiter: string
  readonly header: readonly string[]
  /** Index of the column of each part of a post. */
  readonly places: Readonly<Record<string, number>>
  readonly shape: 'posts' | 'tokens'
}

export interface CsvRow extends CsvRecord {
  /** What stands between it and the row before: lines with nothing in them; of the first row: all that opens the file. */
  readonly before: string
  /** Of the last row: what stands behind it; null: it is not the last. */
  readonly after: string | null
}

const DELIMITERS = [',', '\t', ';', '|']

/** The tables `auto` knows: ours, by their column names. Null: it is none of them, or a person must say what is what. */
export function dialectOf(
  sample: Sample,
  delimiter: string | null,
  columns: ReadOptions['columns'],
): Dialect | null {
  for (const each of delimiter === null ? DELIMITERS : [delimiter]) {
    const header = headerOf(sample, each)
    const places = header === null ? null : placesOf(header, columns)
    if (header !== null && places !== null) return { delimiter: each, header, ...places }
  }
  return null
}

/** The dialect of a file that was named as a table. Throws {@link FileFault} where columns have to be named first. */
export function columnsOf(sample: Sample, { delimiter, columns }: ReadOptions): Dialect {
  const dialect = dialectOf(sample, delimiter, columns)
  const double = dialect?.header.find((name, index, header) => name !== '' && header.indexOf(name) < index)
  if (double !== undefined)
    throw new FileFault(
      sample.name,
      `two columns are named ${quoted(double)}`,
      'each name once',
      'Rename one of them in the header',
      { line: 1 },
    )
  if (dialect !== null) return dialect
  throw unknownColumns(sample)
}

/** A header whose columns somebody has to tell apart. */
export function unknownColumns(sample: Sample): FileFault {
  const first = sample.lines.find((line) => line.trim() !== '') ?? ''
  if (/^"?sep=.?"?$/iu.test(first))
    return new FileFault(
      sample.name,
      `the first line, ${quoted(first)}, is for a spreadsheet program`,
      'the header of a table',
      'Remove the line',
      { line: 1 },
    )
  return new FileFault(
    sample.name,
    `the header is ${quoted(first)}`,
    'columns named id, text and spans (a row a post) or sentence_id, token and tag (a row a token)',
    'Name the columns (--columns text=NAME,spans=NAME or token=NAME,tag=NAME) and what parts them (--delimiter)',
  )
}

/** Whether a file calls itself a table and its first line has columns. */
export function looksLikeTable(sample: Sample): boolean {
  const columns = DELIMITERS.map((each) => headerOf(sample, each)?.length ?? 0)
  const parted = columns.some((count) => count > 1) || /^"?sep=/iu.test(sample.text)
  return /\.(?:csv|tsv|tab)$/iu.test(sample.name) && parted
}

function headerOf(sample: Sample, delimiter: string): readonly string[] | null {
  const header = firstCells(sample.text.replace(/^\ufeff/u, ''), delimiter)
  return header === null || header.length < 2 ? null : header
}

/** The header of a table of whatever columns, and what may be in them; null: no separator parts its first line. */
export function tableChoices(sample: Sample, delimiter: string | null): ColumnChoices | null {
  const dialect = dialectOf(sample, delimiter, null)
  const headers = (delimiter === null ? DELIMITERS : [delimiter]).map((each) => headerOf(sample, each) ?? [])
  const [widest = []] = dialect === null ? headers.sort((a, b) => b.length - a.length) : [dialect.header]
  return widest.length < 2 ? null : { parts: Object.keys(ALIASES), columns: widest }
}

/** The parts of a post that have a column in a table of this shape; of a table whose shape nothing shows yet, all. */
export function partsOf(sample: Sample, { delimiter, columns }: ColumnOptions): readonly string[] {
  const shape = dialectOf(sample, delimiter, columns)?.shape
  const ofTokens = ['sentence_id', 'token', 'tag']
  if (shape === 'tokens') return ['id', ...ofTokens]
  const parts = Object.keys(ALIASES)
  return shape === 'posts' ? parts.filter((part) => !ofTokens.includes(part)) : parts
}

const ALIASES: Readonly<Record<string, readonly string[]>> = {
  id: ['id'],
  text: ['text'],
  image: ['image'],
  caption: ['caption'],
  split: ['split'],
  spans: ['spans'],
  sentence_id: ['sentence_id'],
  token: ['token'],
  tag: ['tag'],
}

function placesOf(
  header: readonly string[],
  columns: ReadOptions['columns'],
): Pick<Dialect, 'places' | 'shape'> | null {
  const places: Record<string, number> = {}
  for (const [name, aliases] of Object.entries(ALIASES)) {
    const chosen = columns?.[name] ?? (name === 'sentence_id' ? columns?.['id'] : undefined)
    const at =
      chosen === undefined ? header.findIndex((each) => aliases.includes(each)) : columnAt(header, chosen)
    if (at >= 0) places[name] = at
    else if (chosen !== undefined) return null
  }
  if ('token' in places && 'tag' in places) return { places, shape: 'tokens' }
  return 'text' in places && ('spans' in places || columns?.['text'] !== undefined)
    ? { places, shape: 'posts' }
    : null
}

/** A column by its name, or by its number from 1. */
function columnAt(header: readonly string[], chosen: string): number {
  const byName = header.indexOf(chosen)
  if (byName >= 0) return byName
  const number = /^\d{1,4}$/u.test(chosen) ? Number(chosen) - 1 : -1
  return number < header.length ? number : -1
}

/** The rows below the header, in batches. Throws {@link FileFault}. */
export async function* csvRows(
  source: ByteSource,
  options: ReadOptions,
  { delimiter, shape }: Dialect,
): AsyncGenerator<readonly CsvRow[]> {
  const text = decodedText(source, options.encoding ?? 'utf-8')
  let header = true
  let before = ''
  let held: CsvRow | null = null
  for await (const records of csvRecords(source.name, text, delimiter, options.longestLine ?? LONGEST_LINE)) {
    const rows: CsvRow[] = []
    for (const record of records) {
      // A spreadsheet leaves rows of separators behind its last one; in rows of tokens an empty one parts sentences.
      const blank = shape === 'posts' ? record.cells.every((cell) => cell === '') : record.cells.length === 0
      if (header || blank) before += record.raw
      if (header) header = blank
      else if (!blank) {
        if (held !== null) rows.push(held)
        held = { ...record, before, after: null }
        before = ''
      }
    }
    yield rows
  }
  if (held !== null) yield [{ ...held, after: before }]
}
