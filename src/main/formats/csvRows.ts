import { parse } from 'csv-parse'
import type { CsvError, Info } from 'csv-parse'
import { parse as parseSync } from 'csv-parse/sync'
import type { ByteSource } from './byteSource.ts'
import { decodedText } from './decodedText.ts'
import { FileFault } from './fileFault.ts'
import { LONGEST_LINE } from './lineReader.ts'
import type { ColumnChoices, ReadOptions } from './postReader.ts'
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

export interface CsvRow {
  readonly cells: readonly string[]
  /** As it stands in the file, with its line end. */
  readonly raw: string
  /** Line at which the row begins. */
  readonly line: number
  readonly fault: string | null
  /** Of the first row: the header; of the others: nothing. */
  readonly before: string
  /** Of the last row: nothing; null: it is not the last. */
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
  const first = sample.lines.find((line) => line.trim() !== '') ?? ''
  throw new FileFault(
    sample.name,
    `the header is ${quoted(first)}`,
    'columns named id, text and spans (a row a post) or sentence_id, token and tag (a row a token)',
    'Name the columns (--columns text=NAME,spans=NAME or token=NAME,tag=NAME) and what parts them (--delimiter)',
  )
}

function headerOf(sample: Sample, delimiter: string): string[] | null {
  try {
    const rows: unknown = parseSync(sample.text.replace(/^\ufeff/u, ''), {
      delimiter,
      to: 1,
      relax_column_count: true,
      skip_empty_lines: true,
    })
    const [header] = rows as string[][]
    return header === undefined || header.length < 2 ? null : header
  } catch {
    return null
  }
}

/** The header of a table of whatever columns, and what may be in them; null: no separator parts its first line. */
export function tableChoices(sample: Sample, delimiter: string | null): ColumnChoices | null {
  const dialect = dialectOf(sample, delimiter, null)
  const headers = (delimiter === null ? DELIMITERS : [delimiter]).map((each) => headerOf(sample, each) ?? [])
  const [widest = []] = dialect === null ? headers.sort((a, b) => b.length - a.length) : [dialect.header]
  return widest.length < 2 ? null : { parts: Object.keys(ALIASES), columns: widest }
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

interface Parsed {
  readonly record: readonly string[]
  readonly raw: string
  readonly info: Info
}

/**
 * The rows below the header, in batches. A row that breaks the rules of quoting ends the file: what follows cannot be told
 * apart, so it is a fault of the file. Throws {@link FileFault}.
 */
export async function* csvRows(
  source: ByteSource,
  options: ReadOptions,
  { delimiter }: Dialect,
): AsyncGenerator<readonly CsvRow[]> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    raw: true,
    info: true,
    max_record_size: options.longestLine ?? LONGEST_LINE,
  })
  let batch: Parsed[] = []
  let failure: unknown = null
  parser.on('readable', () => {
    for (;;) {
      const parsed = parser.read() as Parsed | null
      if (parsed === null) return
      batch.push(parsed)
    }
  })
  parser.on('error', (error) => {
    failure = error
  })
  let header: string | null = null
  let line = 1
  let held: CsvRow | null = null
  const take = (): CsvRow[] => {
    const rows: CsvRow[] = []
    for (const { record, raw } of batch) {
      const start = line
      line += raw.split('\n').length - 1
      if (record.length === 1 && record[0] === '') {
        if (header === null) header = raw
        continue
      }
      if (header === null) {
        header = raw
        continue
      }
      if (held !== null) rows.push(held)
      const before = held === null && start > 1 ? header : ''
      held = { cells: record, raw, line: start, fault: null, before, after: null }
    }
    batch = []
    return rows
  }
  const last = (): CsvRow[] => (held === null ? [] : [{ ...held, after: '' }])
  for await (const text of decodedText(source, options.encoding ?? 'utf-8')) {
    if (!parser.write(text)) await drained(parser)
    await settled()
    if (failure !== null) throw brokenTable(source.name, failure, line)
    yield take()
  }
  parser.end()
  await ended(parser)
  if (failure !== null) throw brokenTable(source.name, failure, line)
  const rest = take()
  yield [...rest, ...last()]
}

function drained(parser: NodeJS.EventEmitter): Promise<void> {
  return first(parser, 'drain')
}

function ended(parser: NodeJS.EventEmitter): Promise<void> {
  return first(parser, 'end')
}

/** Waits for an event or an error, and leaves no listener behind: a large table waits thousands of times. */
function first(parser: NodeJS.EventEmitter, event: 'drain' | 'end'): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      parser.off(event, done).off('error', done)
      resolve()
    }
    parser.on(event, done).on('error', done)
  })
}

function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

function brokenTable(file: string, error: unknown, line: number): unknown {
  if (!(error instanceof Error && 'code' in error)) return error
  const at = Number((error as CsvError)['lines'] ?? line)
  const reasons: Readonly<Record<string, string>> = {
    CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
    CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote',
    INVALID_OPENING_QUOTE: 'a quote stands inside a cell that does not begin with one',
    CSV_MAX_RECORD_SIZE: 'a row is longer than 8 MiB',
  }
  const code = String(error.code)
  return new FileFault(
    file,
    reasons[code] ?? `the table breaks off (${code})`,
    code === 'CSV_MAX_RECORD_SIZE' ? null : 'cells with quotes in quotes, and quotes in them doubled',
    'Correct the line, or save the table again',
    { line: at },
  )
}
