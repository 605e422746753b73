import { spansFromTags, splitTag, tagsFromSpans } from '../../shared/domain/bio.ts'
import { canonicalType } from '../../shared/domain/labels.ts'
import { piecesOf } from '../../shared/domain/cut.ts'
import {
  cutsOf,
  cutsToken,
  fileTokens,
  rangeInFile,
  recut,
  recutSpans,
  uncut,
  usedCuts,
} from '../../shared/domain/recut.ts'
import { compareSpans, innerSpans, overlaps, sameSpans } from '../../shared/domain/span.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import { TAG_SCHEMES } from '../../shared/domain/tagScheme.ts'
import type { TagScheme } from '../../shared/domain/tagScheme.ts'
import type { StoredFile, StoredPost } from '../store/types.ts'
import type { ExportOptions } from './exportTypes.ts'
import type { Aspect, UnwrittenSpan, WrittenPost } from '../formats/postWriter.ts'

export type Written =
  { readonly written: WrittenPost } | { readonly leftOut: string; readonly cannot: boolean }

/** Decides which labels of a post an export writes, and in which words. */
export class TagChooser {
  readonly #options: ExportOptions
  /** Files that say OTHER where others say MISC (Twitter-2015). */
  readonly #otherFiles: ReadonlySet<number>
  /** Schemes of files that go back into their own format. */
  readonly #schemes: ReadonlyMap<number, TagScheme>

  /** What the format can hold. */
  readonly #carries: readonly Aspect[]

  constructor(options: ExportOptions, files: readonly StoredFile[], carries: readonly Aspect[]) {
    this.#options = options
    this.#carries = carries
    this.#otherFiles = new Set(
      files.flatMap(({ id, layout }) => (layout?.['saysOther'] === true ? [id] : [])),
    )
    this.#schemes = new Map(
      files.flatMap(({ id, format, layout }) => {
        const scheme = layout?.['scheme']
        return format === options.format && isScheme(scheme) ? [[id, scheme] as const] : []
      }),
    )
  }

  /** A post with the labels to write, in the scheme they are to be written in. */
  choose(post: StoredPost): Written {
    const choice = this.#choose(post)
    // Whoever trains reads IOB2.
    const usual = this.#options.format === 'retrain' ? 'iob2' : this.#schemes.get(post.fileId)
    const scheme = this.#options.scheme ?? usual
    return 'leftOut' in choice || scheme === undefined ? choice : { written: { ...choice.written, scheme } }
  }

  /**
   * Tags that no correction has touched are written exactly as imported, unless types are renamed. Corrected and
   * predicted ones are IOB2 of the spans, with MISC called as the post's file calls it.
   */
  #choose(post: StoredPost): Written {
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
      ? { written: { post: uncut(post), tags: null, spans: [], scores: null, asRead: true } }
      : this.#ofSpans(post, spans)
  }

  #ofSpans(post: StoredPost, spans: readonly (Span | ScoredSpan)[]): Written {
    const { unwritten, left, why } = this.#beyond(post, spans)
    const fault = spanFault(post, spans) ?? (this.#options.leaveOutInner === true ? null : why)
    if (fault !== null) return { leftOut: fault, cannot: true }
    const kept = spans.filter((span) => !left.includes(span)).sort(compareSpans)
    // The words of the file, but where a span that is written begins or ends inside one.
    const cuts = usedCuts(post, kept)
    const words = recut(post, cuts)
    const ordered = recutSpans(post, kept, cuts)
      .map((span) => ({ ...span, type: this.#typeFor(post, span.type) }))
      .filter(({ type }) => type !== '')
    const scores = ordered.flatMap((span) => ('score' in span ? [span.score] : []))
    const named = ordered.map(({ start, end, type }) => ({ start, end, type }))
    const nested = innerSpans(named)
    const tags = tagsFromSpans(
      words.tokens.length,
      named.filter((span) => !nested.includes(span)),
    )
    const isGold = this.#options.tags === 'gold'
    return {
      written: {
        post: words,
        tags: isGold ? withForeignTags(words, tags) : tags,
        spans: named,
        scores: isGold ? null : scores,
        asRead: this.#isAsRead(post, spans, ordered),
        ...(unwritten.length === 0 ? {} : { unwritten }),
      },
    }
  }

  /** Nested labels as they came, all of them, in the words of their file. */
  #isAsRead(post: StoredPost, spans: readonly Span[], written: readonly Span[]): boolean {
    return (
      this.#options.tags === 'gold' && post.goldHolds && sameSpans([...spans].sort(compareSpans), written)
    )
  }

  /** The spans that the format cannot hold, and why it cannot hold the post with them; null: it holds them all. */
  #beyond(post: StoredPost, spans: readonly Span[]) {
    const parts = this.#carries.includes('subtokens') ? [] : spans.filter((span) => cutsToken(post, span))
    const whole = spans.filter((span) => !parts.includes(span))
    const inner = this.#carries.includes('nested') ? [] : innerSpans(whole)
    const unwritten: UnwrittenSpan[] = [
      ...inner.map((span): UnwrittenSpan => {
        const words = `${nameOf(post, span)} inside ${nameOf(post, outerOf(span, whole, inner))}`
        return { aspect: 'nested', words }
      }),
      ...parts.map((span): UnwrittenSpan => {
        const words = `${nameOf(post, span)} of ${tokensAround(post, span)}`
        return { aspect: 'subtokens', words }
      }),
    ]
    const why = nestingFault(post, whole, inner) ?? partFault(post, parts)
    return { unwritten, left: [...inner, ...parts], why }
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

function isScheme(value: unknown): value is TagScheme {
  return TAG_SCHEMES.some((scheme) => scheme === value)
}

/** Marks that are no tags (`X` behind `<EOS>`) belong to no span; a correction does not take them away. */
function withForeignTags(post: StoredPost, tags: readonly string[]): readonly string[] {
  const raw = post.tags
  if (raw === null) return tags
  // Tags of a file speak of its tokens, and so of each part of one.
  const words = piecesOf(fileTokens(post).tokens, cutsOf(post.state))
  return tags.map((tag, index) => {
    const before = raw[words[index]?.token ?? index] ?? tag
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

/** Every span of a part of a token; null: there is none. */
function partFault(post: StoredPost, parts: readonly Span[]): string | null {
  if (parts.length === 0) return null
  const names = parts.map((span) => `${nameOf(post, span)} of ${tokensAround(post, span)}`)
  return `the spans ${names.join(', ')} are parts of tokens, which tags of whole tokens cannot hold`
}

/** The tokens of the file that a span is a part of, between quotes. */
function tokensAround(post: StoredPost, span: Span): string {
  const { start, end } = rangeInFile(post, span)
  return `"${fileTokens(post).tokens.slice(start, end).join(' ')}"`
}

/** The span that one of `inner` lies inside or across. */
function outerOf(span: Span, spans: readonly Span[], inner: readonly Span[]): Span {
  return spans.find((other) => !inner.includes(other) && overlaps(other, span)) ?? span
}

function nameOf(post: StoredPost, span: Span): string {
  const [from, to] = [post.offsets[span.start * 2], post.offsets[span.end * 2 - 1]]
  return `${span.type} "${post.text.slice(from, to)}"`
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
