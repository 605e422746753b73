import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import type { CsvRow, Dialect } from './csvRows.ts'
import { unmarkedTags } from './markedTags.ts'
import type { UnmarkedTags } from './markedTags.ts'
import { MOST_TOKENS } from './postLimits.ts'
import { joinTokens } from './postReader.ts'
import type { ReadItem } from './postReader.ts'
import { quoted } from './problemText.ts'
import type { Finding } from './problemText.ts'
import { nameOfCell } from './spreadsheetGuard.ts'

const ID = 'sentence_id'

/**
 * Gathers the rows of a token a row into sentences: rows with one id after the other, or up to a row without a token. Where
 * no column holds ids, a line with nothing in it parts sentences.
 */
export class CsvSentences {
  readonly #stem: string
  readonly #scheme: TagScheme | null | undefined
  readonly #id: number
  readonly #token: number
  readonly #tag: number
  readonly #width: number
  readonly #header: readonly string[]
  #items: ReadItem[] = []
  #record = 0
  #current: string | null = null
  #rows: CsvRow[] = []

  /** `scheme`: the one of its tags that a person named. */
  constructor(stem: string, { places, header }: Dialect, scheme?: TagScheme | null) {
    this.#stem = stem
    this.#scheme = scheme
    this.#width = header.length
    this.#header = header
    this.#id = places[ID] ?? -1
    this.#token = places['token'] ?? -1
    this.#tag = places['tag'] ?? -1
  }

  push(row: CsvRow): void {
    const { cells } = row
    const id = nameOfCell(cells[this.#id] ?? '')
    // Kaggle's NER set names a sentence in its first row alone.
    const begins = id !== '' && id !== this.#current
    const blank = (cells[this.#token] ?? '') === '' && (cells[this.#tag] ?? '') === ''
    if (begins || blank || (this.#id < 0 && row.before !== '')) this.end()
    if (blank) return
    if (id !== '') this.#current = id
    // One row more than a post may have is enough to tell that it has too many.
    if (this.#rows.length <= MOST_TOKENS) this.#rows.push(row)
  }

  end(): void {
    if (this.#rows.length === 0) return
    this.#record++
    this.#items.push(this.#item())
    this.#rows = []
    this.#current = null
  }

  take(): ReadItem[] {
    const items = this.#items
    this.#items = []
    return items
  }

  #item(): ReadItem {
    const first = this.#rows[0] as CsvRow
    const tokens: string[] = []
    const tags: string[] = []
    for (const row of this.#rows) {
      const token = row.cells[this.#token] ?? ''
      const tag = row.cells[this.#tag] ?? ''
      if (token === '' || tag === '') return this.#refused(row, ...this.#lacking(row))
      const fault = this.#faultOf(row, token)
      if (fault !== null) return this.#refused(row, ...fault)
      tokens.push(token)
      tags.push(tag)
    }
    const { tags: iob2, layout, slips } = unmarkedTags('csv', tokens, tags, this.#scheme)
    return {
      kind: 'post',
      findings: slips.map((slip) => this.#slip(slip)),
      // A cell may hold a line break, so that rows and lines differ.
      firstTokenLine: null,
      post: {
        externalId: nameOfCell(first.cells[this.#id] ?? '') || `${this.#stem}-${this.#record}`,
        tokens,
        tags: iob2,
        ...joinTokens(tokens),
        picture: null,
        caption: null,
        split: null,
        status: 'unreviewed',
        meta: null,
        layout,
        line: first.line,
      },
    }
  }

  #slip({ index, found, advice }: UnmarkedTags['slips'][number]): Finding {
    const line = this.#rows[index]?.line ?? null
    return { severity: 'warning', line, record: this.#record, entry: null, found, expected: null, advice }
  }

  #lacking(row: CsvRow): Fault {
    return [`${quoted(row.raw.trimEnd())} lacks a token or a tag`, 'a token and a tag in each row']
  }

  #faultOf({ raw, cells }: CsvRow, token: string): Fault | null {
    if (cells.length === this.#width && cells.every((cell, index) => cell === this.#header[index]))
      return ['the header of the table stands here again', 'a token and a tag']
    // Where cells are bare, a token `"` opens a cell that swallows the rows up to the next one.
    if (token.includes('\n') && !raw.startsWith('"'))
      return [
        `the token ${quoted(token)} holds a line break`,
        'a token of one line; a quote that stands for itself is doubled and in quotes',
      ]
    if (cells.length === this.#width) return null
    return [`the row has ${cells.length} cells`, `${this.#width}, as the header has`]
  }

  #refused(row: CsvRow, found: string, expected: string): ReadItem {
    return {
      kind: 'refused',
      finding: {
        severity: 'error',
        line: row.line,
        record: this.#record,
        entry: null,
        found,
        expected,
        advice: 'Correct the row',
      },
    }
  }
}

/** What is wrong with a row, and what was expected. */
type Fault = readonly [found: string, expected: string]
