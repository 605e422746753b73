import { unclosed, unopened } from '../../shared/domain/tagScheme.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import { quoted } from './problemText.ts'

/** What is said of tags whose scheme says where an entity begins and ends, where one has no beginning or no end. */
export function openEnds(
  tokens: readonly string[],
  tags: readonly string[],
  scheme: TagScheme,
): { readonly index: number; readonly found: string; readonly advice: string }[] {
  const words = (index: number): string => `${quoted(tags[index] ?? '')} of ${quoted(tokens[index] ?? '')}`
  const begun = unopened(tags, scheme).map((index) => ({
    index,
    found: `${words(index)} goes on with an entity that nothing opened`,
    advice: 'It is read as the beginning of one.',
  }))
  const ended = unclosed(tags, scheme).map((index) => ({
    index,
    found: `${words(index)} is of an entity that nothing ends`,
    advice: 'It is read as the end of it.',
  }))
  return [...begun, ...ended].sort((a, b) => a.index - b.index)
}
