import { searchWords, separateWords } from '../../shared/domain/fold.ts'
import type { Condition } from './condition.ts'

/** Which posts the search index holds. */
export interface SearchReach {
  /** The last post in it. */
  readonly upTo: number
  /** Whether that is every post. */
  readonly whole: boolean
}

/** Something the index makes a word of: see the tokenizer of migration 8. */
const WORD = /[\p{L}\p{M}\p{N}\p{Co}]|(?![$+<=>^`|~])\p{S}/u
/** Only such characters, so that the index answers for the whole of it. */
const WORD_ONLY = /^[\p{L}\p{M}\p{N}\p{Co}]+$/u

/**
 * Posts in whose text or caption every word of a search begins a word. A sign (`#`, `@`, a hyphen) must stand where it was
 * typed; a word without it is found with it. Posts that the index does not hold yet are looked through, for the words
 * anywhere. Null: nothing is searched for.
 */
export function searchCondition(text: string, reach: SearchReach): Condition | null {
  const words = searchWords(text)
  if (words.length === 0) return null
  const indexed = words.filter((word) => WORD.test(word))
  const signed = words.filter((word) => !WORD_ONLY.test(word))
  const found = all([
    ...(indexed.length === 0
      ? []
      : [
          {
            sql: 'id IN (SELECT rowid FROM post_search WHERE post_search MATCH ?)',
            values: [indexed.map(phrase).join(' AND ')],
          },
        ]),
    ...signed.map(contained),
  ])
  if (reach.whole) return found
  const later = all(words.map(contained))
  return {
    sql: `(id <= ? AND ${found.sql} OR id > ? AND ${later.sql})`,
    values: [reach.upTo, ...found.values, reach.upTo, ...later.values],
  }
}

/** A phrase of the index whose last word may go on. A quote would end it, and a NUL the whole question. */
function phrase(word: string): string {
  return `"${separateWords(word).replaceAll(/["\0]/gu, ' ')}" *`
}

function contained(word: string): Condition {
  return { sql: 'instr(folded, ?) > 0', values: [word] }
}

function all(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map(({ sql }) => sql).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  }
}
