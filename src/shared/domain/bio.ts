import type { Span } from './span.ts'
import { compareSpans, overlaps } from './span.ts'

/** What is wrong with one tag of a sequence. */
export interface TagProblem {
  readonly kind: 'orphan-inside' | 'type-switch' | 'unknown-label' | 'not-a-tag'
  /** Token index. */
  readonly index: number
  readonly tag: string
}

interface TagParts {
  readonly prefix: 'B' | 'I' | 'O'
  readonly type: string
}

const OUTSIDE: TagParts = { prefix: 'O', type: '' }

/** Splits at the first hyphen, so types may hold hyphens (`B-creative-work`). Null: not a BIO tag. */
export function splitTag(tag: string): TagParts | null {
  if (tag === 'O') return OUTSIDE
  if (tag.startsWith('B-') && tag.length > 2) return { prefix: 'B', type: tag.slice(2) }
  if (tag.startsWith('I-') && tag.length > 2) return { prefix: 'I', type: tag.slice(2) }
  return null
}

/**
 * Reads BIO tags the way conlleval and seqeval's default mode do: an orphan `I-X` opens a span, and so does
 * `I-Y` after a span of another type. Strict IOB2 instead drops every span that does not open with `B-`.
 * A tag that is not BIO counts as O.
 */
export function spansFromTags(tags: readonly string[], mode: 'conlleval' | 'strict' = 'conlleval'): Span[] {
  const spans: Span[] = []
  let open: { start: number; type: string; kept: boolean } | null = null
  const close = (end: number): void => {
    if (open?.kept === true) spans.push({ start: open.start, end, type: open.type })
    open = null
  }
  for (let index = 0; index < tags.length; index++) {
    const parts = splitTag(tags[index] ?? 'O')
    if (parts === null || parts.prefix === 'O') close(index)
    else if (parts.prefix === 'B' || (open as { type: string } | null)?.type !== parts.type) {
      close(index)
      open = { start: index, type: parts.type, kept: parts.prefix === 'B' || mode === 'conlleval' }
    }
  }
  close(tags.length)
  return spans
}

/** IOB2 tags of flat spans. Throws RangeError when spans overlap or leave the sequence: BIO cannot hold them. */
export function tagsFromSpans(length: number, spans: readonly Span[]): string[] {
  const tags = new Array<string>(length).fill('O')
  const ordered = [...spans].sort(compareSpans)
  for (const [position, span] of ordered.entries()) {
    const next = ordered[position + 1]
    if (span.start < 0 || span.end > length || span.start >= span.end)
      throw new RangeError(`span ${span.start}-${span.end} is outside a post of ${length} tokens`)
    if (next !== undefined && overlaps(span, next))
      throw new RangeError(`spans ${span.start}-${span.end} and ${next.start}-${next.end} overlap`)
    for (let index = span.start; index < span.end; index++)
      tags[index] = `${index === span.start ? 'B' : 'I'}-${span.type}`
  }
  return tags
}

/** Every problem of a tag sequence, in token order. `labels` are the types the project knows. */
export function tagProblems(tags: readonly string[], labels: ReadonlySet<string>): TagProblem[] {
  const problems: TagProblem[] = []
  let previous = OUTSIDE
  for (let index = 0; index < tags.length; index++) {
    const tag = tags[index] ?? 'O'
    const parts = splitTag(tag)
    if (parts === null) problems.push({ kind: 'not-a-tag', index, tag })
    else {
      if (parts.prefix !== 'O' && !labels.has(parts.type))
        problems.push({ kind: 'unknown-label', index, tag })
      if (parts.prefix === 'I' && previous.prefix === 'O')
        problems.push({ kind: 'orphan-inside', index, tag })
      else if (parts.prefix === 'I' && previous.type !== parts.type)
        problems.push({ kind: 'type-switch', index, tag })
    }
    previous = parts ?? OUTSIDE
  }
  return problems
}
