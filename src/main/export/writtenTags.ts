import { spansFromTags, splitTag, tagsFromSpans } from '../../shared/domain/bio.ts'
import { canonicalType } from '../../shared/domain/labels.ts'
import { compareSpans, innerSpans, overlaps } from '../../shared/domain/span.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import type { StoredFile, StoredPost } from '../store/types.ts'
import type { ExportOptions } from './exportTypes.ts'
import type { WrittenPost } from '../formats/postWriter.ts'

export type Written =
  { readonly written: WrittenPost } | { readonly leftOut: string; readonly cannot: boolean }

/** Decides which labels of a post an export writes, and in which words. */
export class TagChooser {
  readonly #options: ExportOptions
  /** Files that say OTHER where others say MISC (Twitter-2015). */
  readonly #otherFiles: ReadonlySet<number>

  /** The format can hold spans inside others. */
  readonly #nested: boolean

  constructor(options: ExportOptions, files: readonly StoredFile[], nested: boolean) {
    this.#options = options
    this.#nested = nested
    this.#otherFiles = new Set(
      files.flatMap(({ id, layout }) => (layout?.['saysOther'] === true ? [id] : [])),
    )
  }

  /**
   * Tags that no correction has touched are written exactly as imported, unless types are renamed. Corrected and
   * predicted ones are IOB2 of the spans, with MISC called as the post's file calls it.
   */
  choose(post: StoredPost): Written {
    if (this.#options.tags === 'predicted')
      return post.predicted === null
        ? { leftOut: 'no model has read it', cannot: false }
        : this.#ofSpans(post, post.predicted)
    if (post.tagsHold && post.tags !== null) {
      const tags = this.#renamed(post.tags)
      return { written: { post, tags, spans: spansFromTags(tags), scores: null, asRead: tags === post.tags } }
    }
    const { spans } = post.state
    return spans === null
      ? { written: { post, tags: null, spans: [], scores: null, asRead: true } }
      : this.#ofSpans(post, spans)
  }

  #ofSpans(post: StoredPost, spans: readonly (Span | ScoredSpan)[]): Written {
    const inner = innerSpans(spans)
    const fault =
      spanFault(post, spans) ??
      (this.#nested || this.#options.leaveOutInner === true ? null : nestingFault(post, spans, inner))
    if (fault !== null) return { leftOut: fault, cannot: true }
    const left = this.#nested ? [] : inner
    const ordered = spans
      .filter((span) => !left.includes(span))
      .sort(compareSpans)
      .map((span) => ({ ...span, type: this.#typeFor(post, span.type) }))
      .filter(({ type }) => type !== '')
    const scores = ordered.flatMap((span) => ('score' in span ? [span.score] : []))
    const named = ordered.map(({ start, end, type }) => ({ start, end, type }))
    const nested = innerSpans(named)
    const tags = tagsFromSpans(
      post.tokens.length,
      named.filter((span) => !nested.includes(span)),
    )
    const about = left.length === 0 ? {} : { inner: left }
    return this.#options.tags === 'gold'
      ? {
          written: {
            post,
            tags: withForeignTags(post, tags),
            spans: named,
            scores: null,
            asRead: false,
            ...about,
          },
        }
      : { written: { post, tags, spans: named, scores, asRead: false, ...about } }
  }

  /** A training set speaks of one type by one name; other formats leave imported tags alone unless asked. */
  #renamed(tags: readonly string[]): readonly string[] {
    const rename = this.#renaming()
    return rename === null || tags.every((tag) => renamedTag(tag, rename) === tag)
      ? tags
      : tags.map((tag) => renamedTag(tag, rename))
  }

  #typeFor(post: StoredPost, type: string): string {
    const rename = this.#renaming() ?? (this.#otherFiles.has(post.fileId) ? otherType : null)
    return rename === null ? type : rename(type)
  }

  /** How the person wants types called; null: as they are. */
  #renaming(): ((type: string) => string) | null {
    const { format, miscAsOther, labels } = this.#options
    const known = labels ?? null
    const usual = miscAsOther ? otherType : format === 'retrain' ? canonicalType : null
    if (known === null) return usual
    return (type) => (Object.hasOwn(known, type) ? (known[type] ?? type) : (usual?.(type) ?? type))
  }
}

/** Marks that are no tags (`X` behind `<EOS>`) belong to no span; a correction does not take them away. */
function withForeignTags(post: StoredPost, tags: readonly string[]): readonly string[] {
  if (post.tags === null) return tags
  const raw = post.tags
  return tags.map((tag, index) => {
    const before = raw[index] ?? tag
    return tag === 'O' && splitTag(before) === null ? before : tag
  })
}

/** Why no format can hold the spans: one lies outside the post, or its slice of the text is not its mention; null: all is well. */
function spanFault(post: StoredPost, spans: readonly Span[]): string | null {
  for (const span of [...spans].sort(compareSpans)) {
    if (span.start < 0 || span.end > post.tokens.length || span.start >= span.end)
      return `a span of type ${span.type} lies outside its ${post.tokens.length} tokens`
    for (let token = span.start; token < span.end; token++)
      if (post.text.slice(post.offsets[token * 2], post.offsets[token * 2 + 1]) !== post.tokens[token])
        return `the text of ${nameOf(post, span)} is not its tokens`
  }
  return null
}

/** Every span that shares tokens with an earlier one, each with that one; null: BIO tags can hold them all. */
function nestingFault(post: StoredPost, spans: readonly Span[], inner: readonly Span[]): string | null {
  if (inner.length === 0) return null
  const pairs = inner.map((span) => `${nameOf(post, outerOf(span, spans, inner))} and ${nameOf(post, span)}`)
  return `the spans ${pairs.join(', ')} overlap, which BIO tags cannot hold`
}

/** The span that one of `inner` lies inside or across. */
export function outerOf(span: Span, spans: readonly Span[], inner: readonly Span[]): Span {
  return spans.find((other) => !inner.includes(other) && overlaps(other, span)) ?? span
}

export function nameOf(post: StoredPost, span: Span): string {
  return `${span.type} "${post.tokens.slice(span.start, span.end).join(' ')}"`
}

function otherType(type: string): string {
  return canonicalType('OTHER') === type ? 'OTHER' : type
}

function renamedTag(tag: string, rename: (type: string) => string): string {
  const parts = splitTag(tag)
  if (parts === null || parts.prefix === 'O') return tag
  const type = rename(parts.type)
  return type === '' ? 'O' : `${parts.prefix}-${type}`
}
