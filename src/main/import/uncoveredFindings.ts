import type { ImportedPost } from '../../shared/domain/post.ts'
import { quoted } from '../formats/problemText.ts'
import type { Finding, Place } from '../formats/problemText.ts'

/** Words of a text that are in none of the tokens which its file states: nobody can label them. */
export function uncoveredFindings({ text, offsets }: ImportedPost, place: Place): Finding[] {
  const gaps: string[] = []
  let at = 0
  for (let token = 0; token <= offsets.length; token += 2) {
    const start = offsets[token] ?? text.length
    // One space is what most words are parted by.
    if (start - at > 1 || (start - at === 1 && text[at] !== ' ')) {
      const gap = text.slice(at, start).trim()
      if (gap !== '') gaps.push(gap)
    }
    at = offsets[token + 1] ?? text.length
  }
  const [first, ...more] = gaps
  if (first === undefined) return []
  const found =
    more.length === 0
      ? `${quoted(first)} in the text belongs to no token`
      : `${gaps.length} parts of the text, the first of them ${quoted(first)}, belong to no token`
  const advice =
    more.length === 0 ? 'It is shown and cannot be labelled.' : 'They are shown and cannot be labelled.'
  return [{ severity: 'warning', ...place, found, expected: null, advice }]
}
