import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import { compareCuts, sameCuts } from '../../shared/domain/cut.ts'
import type { Cut } from '../../shared/domain/cut.ts'
import type { PostState } from '../../shared/domain/post.ts'
import { cutsOf, withCuts } from '../../shared/domain/recut.ts'
import { compareSpans, sameSpan } from '../../shared/domain/span.ts'
import type { Span } from '../../shared/domain/span.ts'

/**
 * The state as it will be stored: cuts and spans in reading order. Refuses cuts that leave nothing on one side or part
 * the halves of a character, spans outside the words, unknown types and doubles. Overlapping spans are allowed here; a BIO writer lists them. A type the project does not know is let
 * through where the post came with it, so that such a post can be reviewed and its corrections undone.
 */
export function checkedState(
  after: PostState,
  post: { readonly tokens: readonly string[]; readonly imported: readonly Span[] },
  labels: ReadonlySet<string>,
): PostState {
  const cuts = checkedCuts(cutsOf(after), post.tokens)
  if (after.spans === null) return withCuts(after, cuts)
  const words = post.tokens.length + cuts.length
  const known = new Set([...labels, ...post.imported.map((span) => span.type)])
  const spans = [...after.spans].sort(compareSpans)
  for (const [index, span] of spans.entries()) {
    const refuse = (reason: string): never => {
      throw new WorkbenchError('invalid-input', `The span ${described(span)} ${reason}. Nothing was saved.`)
    }
    if (!Number.isSafeInteger(span.start) || !Number.isSafeInteger(span.end))
      refuse('does not lie on whole tokens')
    if (span.start < 0 || span.start >= span.end || span.end > words)
      refuse(`is outside the post, which has ${words} tokens`)
    if (!known.has(span.type))
      refuse(`has a type this project does not know; it knows ${[...labels].join(', ')}`)
    const previous = spans[index - 1]
    if (previous !== undefined && sameSpan(previous, span)) refuse('is there twice')
  }
  return withCuts({ ...after, spans }, cuts)
}

function checkedCuts(cuts: readonly Cut[], tokens: readonly string[]): readonly Cut[] {
  const ordered = [...cuts].sort(compareCuts)
  for (const [index, cut] of ordered.entries()) {
    const refuse = (reason: string): never => {
      throw new WorkbenchError(
        'invalid-input',
        `Token ${cut.token} cannot be split at character ${cut.at}: ${reason}. Nothing was saved.`,
      )
    }
    const token = tokens[cut.token]
    if (token === undefined) refuse(`the post has ${tokens.length} tokens`)
    else if (!Number.isSafeInteger(cut.at) || cut.at <= 0 || cut.at >= token.length)
      refuse('something must be left on both sides')
    // A pair of surrogates begins one unit before the cut.
    else if ((token.codePointAt(cut.at - 1) ?? 0) > 0xffff) refuse('it would part the halves of a character')
    const next = ordered[index + 1]
    if (next !== undefined && sameCuts([cut], [next])) refuse('it is there twice')
  }
  return ordered
}

function described({ start, end, type }: Span): string {
  return `${type} on tokens ${start} to ${end}`
}
