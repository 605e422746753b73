import type { RowTable } from './rowTable.ts'

/** Pretrained vectors of cased words. */
export class WordVectors {
  readonly table: RowTable
  readonly #rows: ReadonlyMap<string, number>

  constructor(words: readonly string[], table: RowTable) {
    if (words.length !== table.rows)
      throw new RangeError(`${words.length} words cannot name ${table.rows} vectors`)
    this.table = table
    this.#rows = new Map(words.map((word, row) => [word, row]))
  }

  get words(): Iterable<string> {
    return this.#rows.keys()
  }

  /** Row of a word as written, else lower-cased, else capitalised, else in capitals; −1: unknown. */
  rowOf(word: string): number {
    const lower = word.toLowerCase()
    return (
      this.#rows.get(word) ??
      this.#rows.get(lower) ??
      this.#rows.get(lower.charAt(0).toUpperCase() + lower.slice(1)) ??
      this.#rows.get(word.toUpperCase()) ??
      -1
    )
  }
}
