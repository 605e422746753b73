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

/**
 * Cuts a table into records and cells as RFC 4180 says: cells that begin with a quote end with one, quotes in them are
 * doubled, line ends in them are text. Records may be of any length, lines end in LF or CRLF, or where the first one does
 * in CR. Most of the time of reading a table would be spent in a general parser; this one looks for the next mark.
 *
 * Text is fed piece by piece. `next` throws {@link FileFault} at quotes that break the rules: what follows them cannot be
 * told apart.
 */
export class CsvScanner {
  readonly #file: string
  readonly #delimiter: string
  readonly #longest: number
  /** Not yet read; begins with what a piece left unfinished. */
  #text = ''
  #at = 0
  #line = 1
  #lineEnd: '\n' | '\r' | null = null
  /** The first quote at or behind `#at`; the length of the text: there is none. */
  #quote = -1

  /** `longest`: characters of a record. */
  constructor(file: string, delimiter: string, longest: number) {
    this.#file = file
    this.#delimiter = delimiter
    this.#longest = longest
  }

  feed(text: string): void {
    this.#text = this.#text.slice(this.#at) + text
    this.#at = 0
    this.#quote = -1
  }

  /** The next record; null: there is none until more is fed, or with `last` none at all. */
  next(last: boolean): CsvRecord | null {
    if (this.#at === this.#text.length) return null
    this.#lineEnd ??= firstLineEnd(this.#text, last)
    const found = this.#lineEnd === null ? null : this.#record(this.#lineEnd, last)
    const length = (found?.end ?? this.#text.length) - this.#at
    if (length > this.#longest)
      throw new FileFault(
        this.#file,
        `a row is longer than ${this.#longest / 2 ** 20} MiB`,
        null,
        'Correct the line, or save the table again',
        { line: this.#line },
      )
    if (found === null) return null
    const record = { cells: found.cells, raw: this.#text.slice(this.#at, found.end), line: this.#line }
    this.#at = found.end
    this.#line += found.lines
    return record
  }

  /** Null: the record goes on behind the text. */
  #record(lineEnd: string, last: boolean): Found | null {
    const [text, at] = [this.#text, this.#at]
    const stop = text.indexOf(lineEnd, at)
    if (stop < 0 && !last) return null
    const end = stop < 0 ? text.length : stop
    if (this.#quoteBehind(at) < end) return this.#quoted(lineEnd, last)
    const content = text.slice(at, withoutReturn(text, at, end))
    const cells = content === '' ? [] : content.split(this.#delimiter)
    return { cells, end: stop < 0 ? end : end + 1, lines: 1 }
  }

  #quoteBehind(at: number): number {
    if (this.#quote < at) {
      const found = this.#text.indexOf('"', at)
      this.#quote = found < 0 ? this.#text.length : found
    }
    return this.#quote
  }

  /** A record with quotes, cell by cell. */
  #quoted(lineEnd: string, last: boolean): Found | null {
    const [text, delimiter] = [this.#text, this.#delimiter]
    const cells: string[] = []
    let lines = 1
    for (let at = this.#at; ;) {
      const cell =
        text[at] === '"' ? this.#quotedCell(at, last, lines) : this.#bareCell(at, lineEnd, last, lines)
      if (cell === null) return null
      cells.push(cell.value)
      lines += linesIn(text, lineEnd, at, cell.end)
      at = cell.end
      if (text.startsWith(delimiter, at)) {
        at += delimiter.length
        continue
      }
      const ended = endOfLine(text, at, lineEnd)
      if (ended !== null) return { cells, end: ended, lines }
      if (at === text.length && last) return { cells, end: at, lines }
      // The rest may be the beginning of a delimiter or of a line end.
      if (!last && text.length - at < Math.max(delimiter.length, 2)) return null
      throw this.#fault('text follows a closing quote', lines)
    }
  }

  #quotedCell(at: number, last: boolean, lines: number): Cell | null {
    const text = this.#text
    let value = ''
    for (let from = at + 1; ;) {
      const close = text.indexOf('"', from)
      if (close < 0 && last) throw this.#fault('a quote is opened and never closed', lines)
      if (close < 0 || (close + 1 === text.length && !last)) return null
      if (text[close + 1] !== '"') return { value: value + text.slice(from, close), end: close + 1 }
      value += text.slice(from, close + 1)
      from = close + 2
    }
  }

  #bareCell(at: number, lineEnd: string, last: boolean, lines: number): Cell | null {
    const text = this.#text
    const delimiter = text.indexOf(this.#delimiter, at)
    const stop = text.indexOf(lineEnd, at)
    if (delimiter < 0 && stop < 0 && !last) return null
    const open = stop < 0 ? text.length : withoutReturn(text, at, stop)
    const end = delimiter < 0 ? open : Math.min(delimiter, open)
    const value = text.slice(at, end)
    if (value.includes('"'))
      throw this.#fault('a quote stands inside a cell that does not begin with one', lines)
    return { value, end }
  }

  #fault(found: string, lines: number): FileFault {
    return new FileFault(
      this.#file,
      found,
      'cells with quotes in quotes, and quotes in them doubled',
      'Correct the line, or save the table again',
      { line: this.#line + lines - 1 },
    )
  }
}

interface Found {
  readonly cells: readonly string[]
  /** Behind its line end. */
  readonly end: number
  readonly lines: number
}

interface Cell {
  readonly value: string
  readonly end: number
}

/** What ends the first record; null: that is not seen yet. */
function firstLineEnd(text: string, last: boolean): '\n' | '\r' | null {
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted
    if (quoted || (text[at] !== '\r' && text[at] !== '\n')) continue
    if (text[at] === '\n' || text[at + 1] === '\n') return '\n'
    return at + 1 < text.length || last ? '\r' : null
  }
  return last ? '\n' : null
}

function withoutReturn(text: string, at: number, stop: number): number {
  return stop > at && text[stop - 1] === '\r' ? stop - 1 : stop
}

/** Behind the line end that stands at `at`; null: none does. */
function endOfLine(text: string, at: number, lineEnd: string): number | null {
  if (text.startsWith(lineEnd, at)) return at + 1
  return lineEnd === '\n' && text.startsWith('\r\n', at) ? at + 2 : null
}

function linesIn(text: string, lineEnd: string, from: number, to: number): number {
  let lines = 0
  for (let at = text.indexOf(lineEnd, from); at >= 0 && at < to; at = text.indexOf(lineEnd, at + 1)) lines++
  return lines
}
