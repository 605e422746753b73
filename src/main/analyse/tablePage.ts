import type { CancelSignal } from '../../shared/api/contract.ts'
import { START } from './comparedPosts.ts'

/** A part of a long table, in file order. */
export interface TablePage {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** Where the next part goes on; null: this was the last. */
  readonly next: number | null
}

/** A table over posts, read in parts: whatever the project holds, one part is in memory. */
export interface PostTable<Learned> {
  readonly columns: readonly string[]
  /** What the rows of any post are told from: learned once for all parts, as it asks for every post. */
  readonly learn: (signal?: CancelSignal) => Promise<Learned>
  /** The posts after a position in file order, each with its rows. */
  readonly posts: (learned: Learned, after: number, signal?: CancelSignal) => AsyncIterable<TableRows>
}

interface TableRows {
  readonly position: number
  readonly rows: readonly (readonly string[])[]
}

/** A part ends after the post that brings it to so many rows, or characters: far below what one message may hold. */
const MOST_ROWS = 1000
const MOST_CHARACTERS = 1_000_000

/**
 * Reads a table part by part. The first part of a table learns anew, the others go on with what the last first part
 * learned. Whatever changes meanwhile: no post is there twice, and none is left out that was there all the time.
 *
 * @param owner what the table is of; nothing is kept longer than it
 * @param after null: from the beginning; else `next` of the part before
 */
export class TableReader<Learned> {
  readonly #kept = new WeakMap<object, Learned>()

  async page(
    owner: object,
    table: PostTable<Learned>,
    after: number | null,
    signal?: CancelSignal,
  ): Promise<TablePage> {
    const kept = after === null ? undefined : this.#kept.get(owner)
    const learned = kept ?? (await table.learn(signal))
    this.#kept.set(owner, learned)
    const rows: (readonly string[])[] = []
    let characters = 0
    for await (const post of table.posts(learned, after ?? START, signal)) {
      rows.push(...post.rows)
      characters += post.rows.flat().reduce((sum, cell) => sum + cell.length, 0)
      if (rows.length >= MOST_ROWS || characters >= MOST_CHARACTERS)
        return { columns: table.columns, rows, next: post.position }
    }
    this.#kept.delete(owner)
    return { columns: table.columns, rows, next: null }
  }
}
