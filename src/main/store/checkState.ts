import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { PostState } from '../../shared/domain/post.ts'
import { compareSpans, sameSpan } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'

/**
 * The state as it will be stored: spans in reading order. Refuses spans outside the tokens, unknown types and
 * doubles. Overlapping spans are allowed here; a BIO writer lists them. A type the project does not know is let
 * through where the post came with it, so that such a post can be reviewed and its corrections undone.
 */
export function checkedState(
  after: PostState,
  post: { readonly tokens: number; readonly imported: readonly Span[] },
  labels: ReadonlySet<string>,
): PostState {
  if (after.spans === null) return after
  const known = new Set([...labels, ...post.imported.map((span) => span.type)])
  const spans = [...after.spans].sort(compareSpans)
  for (const [index, span] of spans.entries()) {
    const refuse = (reason: string): never => {
      throw new WorkbenchError('invalid-input', `The span ${described(span)} ${reason}. Nothing was saved.`)
    }
    if (!Number.isSafeInteger(span.start) || !Number.isSafeInteger(span.end))
      refuse('does not lie on whole tokens')
    if (span.start < 0 || span.start >= span.end || span.end > post.tokens)
      refuse(`is outside the post, which has ${post.tokens} tokens`)
    if (!known.has(span.type))
      refuse(`has a type this project does not know; it knows ${[...labels].join(', ')}`)
    const previous = spans[index - 1]
    if (previous !== undefined && sameSpan(previous, span)) refuse('is there twice')
  }
  return { ...after, spans }
}

function described({ start, end, type }: Span): string {
  return `${type} on tokens ${start} to ${end}`
}
