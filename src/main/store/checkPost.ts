import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { ImportedPost } from '../../shared/domain/post.ts'

/** Refuses a post that contradicts itself, before a single row is written. */
export function checkImportedPost(post: ImportedPost): void {
  const refuse = (message: string): never => {
    throw new WorkbenchError('invalid-input', `Line ${post.line}: ${message}`, { line: post.line })
  }
  if (post.tokens.length === 0) refuse('the post has no tokens; at least one was expected.')
  if (post.tags !== null && post.tags.length !== post.tokens.length)
    refuse(`found ${post.tags.length} tags for ${post.tokens.length} tokens; expected one tag a token.`)
  for (const [what, value] of [
    ['id', post.externalId],
    ['split', post.split],
    ['picture name', post.picture],
  ] as const)
    if (value?.isWellFormed() === false)
      refuse(`the ${what} holds half of a character (a lone surrogate), which no file name or id can.`)
  const outside = post.spans?.find(
    ({ start, end }) => !(start >= 0 && start < end && end <= post.tokens.length),
  )
  if (outside !== undefined)
    refuse(
      `the span on tokens ${outside.start} to ${outside.end} is outside its ${post.tokens.length} tokens.`,
    )
  const wrong = wrongOffset(post)
  if (wrong !== null) refuse(`token ${wrong + 1} is not where its offsets say it is in the text.`)
}

/** Index of the first token whose slice of the text is not the token; null: all are. */
function wrongOffset({ tokens, text, offsets }: ImportedPost): number | null {
  for (let index = 0; index < tokens.length; index++)
    if (text.slice(offsets[2 * index], offsets[2 * index + 1]) !== tokens[index]) return index
  return offsets.length === 2 * tokens.length ? null : tokens.length - 1
}
