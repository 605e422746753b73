import type { KnownPost } from './knownPost.ts'
import { draftOf } from './knownPost.ts'
import { rangeOf } from './selection.ts'
import type { Selection } from './selection.ts'

/** A capital first, or a handle or hashtag: where models miss names most. */
const LIKE_A_NAME = /^[#@]?\p{Lu}|^[#@]\p{L}/u

/** The next run of words after the cursor that look like a name and are in no span of the draft; null: none is left. */
export function nextName(
  post: KnownPost,
  selection: Selection,
): { readonly start: number; readonly end: number } | null {
  const { tokens } = post.detail
  const draft = draftOf(post)
  const isFree = (index: number): boolean =>
    LIKE_A_NAME.test(tokens[index] ?? '') && draft.every(({ start, end }) => index < start || index >= end)
  const { start: from, end } = rangeOf(selection)
  // Where the cursor rests on the first token, that token itself may be the name.
  const resting = end - from === 1 && from === 0 && selection.span === null
  for (let start = resting ? 0 : end; start < tokens.length; start++) {
    if (!isFree(start)) continue
    let last = start
    while (isFree(last + 1)) last += 1
    return { start, end: last + 1 }
  }
  return null
}
