import { basicTokens } from '../features/wordPieces.ts'

const SPECIAL = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]']
/** About a quarter of BERT's: labelled posts hold too few words to learn more. */
const MOST_PIECES = 8000

/**
 * An uncased vocabulary of word pieces for a network that starts at random: the special pieces, every character of the
 * posts at the beginning and inside of words, then their most frequent words.
 */
export function pieceVocabulary(posts: readonly { readonly tokens: readonly string[] }[]): string[] {
  const counts = new Map<string, number>()
  for (const { tokens } of posts)
    for (const token of tokens)
      for (const word of basicTokens(token, true)) counts.set(word, (counts.get(word) ?? 0) + 1)
  const words = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([word]) => word)
  const characters = [...new Set(words.flatMap((word) => Array.from(word)))].sort()
  const pieces = new Set([...SPECIAL, ...characters, ...characters.map((character) => `##${character}`)])
  for (const word of words) if (pieces.size < MOST_PIECES) pieces.add(word)
  return [...pieces]
}
