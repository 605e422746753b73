import type { CsvRow, Dialect } from './csvRows.ts'
import { MOST_TOKENS } from './postLimits.ts'
import { joinTokens } from './postReader.ts'
import type { ReadItem } from './postReader.ts'
import { quoted } from './problemText.ts'

const ID = 'sentence_id'

/**
 * Gathers the rows of a token a row into sentences: rows with one id after the other, or up to a row without a token. Where
 * no column holds ids, a line with nothing in it parts sentences.
 */
export class CsvSentences {
  readonly #stem: string
  readonly #id: number
  readonly #token: number
  readonly #tag: number
  #items: ReadItem[] = []
  #record = 0
  #current: string | null = null
  #rows: CsvRow[] = []

  constructor(stem: string, { places }: Dialect) {
    this.#stem = stem
    this.#id = places[ID] ?? -1
    this.#token = places['token'] ?? -1
    this.#tag = places['tag'] ?? -1
  }

  push(row: CsvRow): void {
    const { cells } = row
    const id = cells[this.#id] ?? ''
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
      if (token === '' || tag === '') return this.#refused(row)
      tokens.push(token)
      tags.push(tag)
    }
    return {
      kind: 'post',
      findings: [],
      // A cell may hold a line break, so that rows and lines differ.
      firstTokenLine: null,
      post: {
        externalId: first.cells[this.#id] || `${this.#stem}-${this.#record}`,
        tokens,
        tags,
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

  #refused(row: CsvRow): ReadItem {
    return {
      kind: 'refused',
      finding: {
        severity: 'error',
        line: row.line,
        record: this.#record,
        entry: null,
        found: `${quoted(row.raw.trimEnd())} lacks a token or a tag`,
        expected: 'a token and a tag in each row',
        advice: 'Correct the row',
      },
    }
  }
}
