import type { CauseSuggestion } from '../../shared/domain/cause.ts'
import { formOf } from '../../shared/domain/slice.ts'
import { placeOf } from './caseItems.ts'
import type { CaseItem } from './caseItems.ts'
import type { ReadPost } from './comparedPosts.ts'
import type { Surfaces } from './surfaces.ts'

const IRREGULAR = {
  hashtag: 'written as a hashtag',
  handle: 'written as a handle',
  'all-capitals': 'all capitals',
  'lower-case': 'lower case',
  other: 'unusual writing',
} as const

/**
 * What the look of a case hints at, first rule that fits; null: nothing does.
 *
 * 1. annotation bias: the same words are gold elsewhere with another type, or were left out of gold here;
 * 2. irregular structure: the mention is a hashtag, a handle, all capitals, lower case or mixed;
 * 3. missing background knowledge: the mention is gold nowhere else.
 */
export function suggestCause(item: CaseItem, post: ReadPost, surfaces: Surfaces): CauseSuggestion | null {
  if (item.kind === 'correct') return null
  const span = placeOf(item)
  const others = surfaces.typesElsewhere(post, span).filter((type) => item.gold?.type !== type)
  if (others.length > 0 && item.kind !== 'missed' && item.kind !== 'wrong-boundary')
    return { cause: 'annotation-bias', reason: `gold elsewhere as ${others.join(', ')}` }
  const form = formOf(post.tokens, span)
  if (form !== 'capitalised') return { cause: 'irregular-structure', reason: IRREGULAR[form] }
  return surfaces.seen(post, span)
    ? null
    : { cause: 'missing-background', reason: 'the name is gold nowhere else' }
}
