import { finished } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import type { Parser } from 'csv-parse'
import { parse as parseSync } from 'csv-parse/sync'
import { FileFault } from './fileFault.ts'

/** One record of a table, as it stands in the file. */
export interface CsvRecord {
  /** Of a line with nothing in it: none. */
  readonly cells: readonly string[]
  /** With its line end. */
  readonly raw: string
  /** Line at which it begins, from 1. */
  readonly line: number
}

/** What csv-parse gives of a record. */
interface Parsed {
  readonly record: readonly string[]
  readonly raw: string
}

/**
 * Cuts a table into records and cells as RFC 4180 says, with csv-parse: cells that begin with a quote end with one, quotes
 * in them are doubled, line ends in them are text. Lines end in LF or CRLF, or where the first one does in CR. The records
 * come in batches, one for each piece of the text.
 *
 * Throws {@link FileFault} at quotes that break the rules, since what follows them cannot be told apart, and at a record of
 * more than `longest` bytes.
 */
export async function* csvRecords(
  file: string,
  text: AsyncIterable<string> | Iterable<string>,
  delimiter: string,
  longest: number,
): AsyncGenerator<readonly CsvRecord[]> {
  let line = 1
  let batch: CsvRecord[] = []
  const begin = (lineEnd: LineEnd): Parser => {
    const parser = parse({
      delimiter,
      record_delimiter: lineEnd === '\n' ? ['\r\n', '\n'] : lineEnd,
      relax_column_count: true,
      raw: true,
      max_record_size: longest,
      // taken at once: nothing is left for the stream to hold
      on_record: (parsed: unknown) => {
        const { record: cells, raw: cut } = parsed as Parsed
        const isBlank = cells.length === 1 && cells[0] === ''
        // of CRLF csv-parse keeps the first half; a CR of its own belongs to the last cell
        const raw =
          cut.endsWith('\r') && lineEnd === '\n' && cells.at(-1)?.endsWith('\r') === false ? `${cut}\n` : cut
        batch.push({ cells: isBlank ? [] : cells, raw, line })
        line += raw.split(lineEnd).length - 1
        return null
      },
    })
    // each failure is told where it is waited for
    parser.on('error', () => undefined).resume()
    return parser
  }
  const taken = (): readonly CsvRecord[] => {
    const records = batch
    batch = []
    return records
  }
  let parser: Parser | null = null
  let unread = ''
  try {
    for await (const piece of text) {
      unread += piece
      const lineEnd = parser === null ? firstLineEnd(unread, unread.length > longest) : null
      if (parser === null && lineEnd === null) continue
      parser ??= begin(lineEnd ?? '\n')
      await written(parser, unread)
      unread = ''
      yield taken()
    }
    parser ??= begin(firstLineEnd(unread, true) ?? '\n')
    parser.end(unread)
    await finished(parser, { readable: false })
  } catch (error) {
    throw faultOf(file, error, line, longest)
  }
  yield taken()
}

/** The first record of a text that is no line with nothing in it; null: there is none, or its quotes break the rules. */
export function firstCells(text: string, delimiter: string): readonly string[] | null {
  const options = { delimiter, to: 1, relax_column_count: true, skip_empty_lines: true }
  try {
    const records: readonly (readonly string[])[] = parseSync(text, options)
    return records[0] ?? null
  } catch {
    return null
  }
}

type LineEnd = '\n' | '\r'

function written(parser: Parser, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.write(text, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })
}

const REASONS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote',
  INVALID_OPENING_QUOTE: 'a quote stands inside a cell that does not begin with one',
}

/** `line`: at which the record begins that broke off. */
function faultOf(file: string, error: unknown, line: number, longest: number): unknown {
  if (!(error instanceof CsvError)) return error
  const { code, lines } = error as CsvError & { readonly lines?: number }
  const isLong = code === 'CSV_MAX_RECORD_SIZE'
  return new FileFault(
    file,
    isLong
      ? `a row is longer than ${longest / 2 ** 20} MiB`
      : (REASONS[code] ?? `the table breaks off (${code})`),
    isLong ? null : 'cells with quotes in quotes, and quotes in them doubled',
    'Correct the line, or save the table again',
    { line: isLong ? line : (lines ?? line) },
  )
}

/** What ends the first record; null: that is not seen yet. */
function firstLineEnd(text: string, last: boolean): LineEnd | null {
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted
    if (quoted || (text[at] !== '\r' && text[at] !== '\n')) continue
    if (text[at] === '\n' || text[at + 1] === '\n') return '\n'
    return at + 1 < text.length || last ? '\r' : null
  }
  return last ? '\n' : null
}
