import type { CsvRow, Dialect } from './csvRows.ts'
import { MOST_TOKENS } from './postLimits.ts'
import { joinTokens } from './postReader.ts'
import type { ReadItem } from './postReader.ts'
import { quoted } from './problemText.ts'

/** Gathers the rows of a token a row into sentences: rows with one id after the other, or up to a row without a token. */
export class CsvSentences {
  readonly #stem: string
  readonly #dialect: Dialect
  #items: ReadItem[] = []
  #record = 0
  #id: string | null = null
  #rows: CsvRow[] = []

  constructor(stem: string, dialect: Dialect) {
    this.#stem = stem
    this.#dialect = dialect
  }

  push(row: CsvRow): void {
    const id = this.#cell(row, 'sentence_id')
    // Kaggle's NER set names a sentence in its first row alone.
    const begins = id !== '' && id !== this.#id
    const blank = row.fault === null && this.#cell(row, 'token') === '' && this.#cell(row, 'tag') === ''
    if (begins || blank) this.end()
    if (blank) return
    if (id !== '') this.#id = id
    // One row more than a post may have is enough to tell that it has too many.
    if (this.#rows.length <= MOST_TOKENS) this.#rows.push(row)
  }

  end(): void {
    if (this.#rows.length === 0) return
    this.#record++
    this.#items.push(this.#item())
    this.#rows = []
    this.#id = null
  }

  take(): ReadItem[] {
    const items = this.#items
    this.#items = []
    return items
  }

  #cell(row: CsvRow, name: string): string {
    return row.cells[this.#dialect.places[name] ?? -1] ?? ''
  }

  #item(): ReadItem {
    const first = this.#rows[0] as CsvRow
    const refused = this.#rows.find(
      (row) => row.fault !== null || this.#cell(row, 'token') === '' || this.#cell(row, 'tag') === '',
    )
    if (refused !== undefined)
      return {
        kind: 'refused',
        finding: {
          severity: 'error',
          line: refused.line,
          record: this.#record,
          entry: null,
          found: refused.fault ?? `${quoted(refused.raw.trimEnd())} lacks a token or a tag`,
          expected: refused.fault === null ? 'a token and a tag in each row' : null,
          advice: 'Correct the row',
        },
      }
    const tokens = this.#rows.map((row) => this.#cell(row, 'token'))
    return {
      kind: 'post',
      findings: [],
      // A cell may hold a line break, so that rows and lines differ.
      firstTokenLine: null,
      post: {
        externalId: this.#cell(first, 'sentence_id') || `${this.#stem}-${this.#record}`,
        tokens,
        tags: this.#rows.map((row) => this.#cell(row, 'tag')),
        ...joinTokens(tokens),
        picture: null,
        caption: null,
        split: null,
        status: 'unreviewed',
        meta: null,
        layout: null,
        line: first.line,
      },
    }
  }
}
