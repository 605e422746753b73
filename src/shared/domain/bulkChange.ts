import type { PostState, PostStatus } from './post.ts'
import type { Span } from './span.ts'

/** A change of many posts, as a person asks for it. */
export type BulkRequest = MentionRequest | AcceptRequest

/** Gives every other mention of the same words the same reading. */
export interface MentionRequest {
  readonly kind: 'mention'
  /** The mention it starts from: tokens `start` to `end` of a post. */
  readonly postId: number
  readonly start: number
  readonly end: number
  /** Null: no entity. */
  readonly type: string | null
  readonly scope: 'post' | 'file' | 'project'
  /** Whether posts that are reviewed change too. */
  readonly reviewed: boolean
}

/**
 * Accepts what the model read in posts nobody has touched: those in which every span scores at least `scoreAtLeast`
 * and, where asked for, every span is of one type, and one span has the words of `mention`.
 */
export interface AcceptRequest {
  readonly kind: 'accept'
  readonly type: string | null
  readonly scoreAtLeast: number
  /** Any case; empty: any words. */
  readonly mention: string
}

/** What a request would do, without doing it. */
export interface BulkPreview {
  /** Posts that would change. */
  readonly posts: number
  /** Mentions elsewhere by what they are read as now (null: nothing); of an accepted post, its spans. */
  readonly readings: readonly { readonly type: string | null; readonly count: number }[]
  /** Mentions that overlap a span with other edges: they stay as they are. */
  readonly overlapping: number
  /** Posts left alone because they are reviewed. */
  readonly reviewed: number
  /** More posts hold the words than were looked at. */
  readonly more: boolean
  /** The first of the posts. */
  readonly rows: readonly BulkRow[]
}

export interface BulkRow {
  readonly postId: number
  readonly externalId: string
  readonly status: PostStatus
  readonly tokens: readonly string[]
  readonly before: readonly Span[]
  readonly after: readonly Span[]
}

/** An entry of the list of bulk changes. */
export interface BulkChange {
  readonly id: number
  /** What was asked for; `update`: a newer version of a file was taken over. */
  readonly kind: BulkRequest['kind'] | 'update'
  /** In words: `Oracle Arena: LOC`. */
  readonly title: string
  readonly author: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly posts: number
  /** The change this one takes back; null: it is one of its own. */
  readonly undoes: number | null
  /** Whether a later change took this one back. */
  readonly undone: boolean
}

/** Something that undo or redo would take back, as the log knows it. */
export type UndoableStep =
  | {
      readonly kind: 'edit'
      readonly editId: string
      readonly postId: number
      readonly before: PostState
      readonly after: PostState
    }
  | { readonly kind: 'bulk'; readonly bulkId: number; readonly title: string; readonly posts: number }
