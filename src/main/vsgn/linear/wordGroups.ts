import { WordVectors } from '../../features/wordVectors.ts'
import type { WordGroups } from './linearFeatures.ts'

/** Groups of like words as a pack keeps them: a number a word, whose tens are a coarser group. */
export interface GroupedWords {
  readonly words: readonly string[]
  readonly groups: Int32Array
  /** Fine groups in a coarse one. */
  readonly fine: number
}

export const NO_GROUPS: GroupedWords = { words: [], groups: new Int32Array(0), fine: 1 }

/** The groups of a word, coarse then fine; in another case where it is not known as written; none if unknown. */
export function wordGroups({ words, groups, fine }: GroupedWords): WordGroups {
  const rows = new WordVectors(words, { rows: words.length, width: 0, addRow: () => undefined })
  return (word) => {
    const row = rows.rowOf(word)
    if (row < 0) return []
    const group = groups[row] as number
    return [`c${Math.floor(group / fine)}`, `f${group}`]
  }
}
