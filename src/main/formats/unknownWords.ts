import type { WrittenPost } from './postWriter.ts'
import { quoted } from './problemText.ts'

/** What spaCy writes where nobody said whether a word is part of an entity. */
const UNKNOWN = '-'

/**
 * Why a format that states spans alone cannot hold a post; null: it can. Where such a file has no span, its readers take it
 * that there is no entity, which of a word marked `-` nobody has said.
 */
export function unknownRefusal({ post, tags }: WrittenPost): string | null {
  const at = tags?.indexOf(UNKNOWN) ?? -1
  return at < 0
    ? null
    : `its word ${at + 1}, ${quoted(post.tokens[at] ?? '')}, is marked \`-\` (not annotated), and without a span it would be taken for no entity`
}
