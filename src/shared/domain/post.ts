import type { Cut } from './cut.ts'
import type { JsonObject } from './json.ts'
import type { MentionRegion } from './mentionRegion.ts'
import type { PictureFindings } from './pictureFindings.ts'
import type { ScoredSpan, Span } from './span.ts'

export type PostStatus = 'unreviewed' | 'reviewed'

/** What review can change. One correction replaces the whole of it; the log keeps every version. */
export interface PostState {
  /** Corrected or imported gold; null: nobody has labelled this post yet. */
  readonly spans: readonly Span[] | null
  readonly status: PostStatus
  readonly flagged: boolean
  readonly comment: string
  /** Why it was commented on, of the reasons of the project; missing: none was given. */
  readonly reason?: string
  /** Where tokens of the file are split, in order; missing: nowhere. `spans` count the words that come of it. */
  readonly cuts?: readonly Cut[]
}

/** Which picture a post has, and whether it can be shown. */
export interface PostPicture {
  /** The name the data set gave it. */
  readonly name: string
  /** `ok`: served at `/image/<hash>`; `missing`: no file of that name; `broken`: the file does not decode. */
  readonly state: 'ok' | 'missing' | 'broken'
  /** SHA-256 of the file; null unless `state` is `ok`. */
  readonly hash: string | null
  /** Pixels after EXIF rotation; 0 unless `state` is `ok`. */
  readonly width: number
  readonly height: number
  /** What the detectors saw in it; null: they have not looked yet, or could not. */
  readonly findings: PictureFindings | null
  /** Boxes that people drew for mentions. */
  readonly regions: readonly MentionRegion[]
}

/** A row of the queue. */
export interface PostSummary {
  readonly id: number
  readonly externalId: string
  /** As shown: the text as read, cut at 160 characters. */
  readonly text: string
  /** Spans drawn in bold in the queue: gold, else predicted; offsets into `text`, UTF-16. */
  readonly mentions: readonly { readonly start: number; readonly end: number; readonly type: string }[]
  readonly status: PostStatus
  readonly flagged: boolean
  readonly spanCount: number
  /** Lowest score of the predicted spans; null: not predicted, or nothing predicted. */
  readonly leastScore: number | null
  readonly problemCount: number
}

/** One post with all that the review screen draws. */
export interface PostDetail {
  readonly id: number
  readonly externalId: string
  readonly split: string | null
  /** The ground layer: exactly the tokens of the file, never re-tokenised; in pieces where `state.cuts` says so. */
  readonly tokens: readonly string[]
  /** As read, to the character (tokens joined by one space where the format has no text). */
  readonly text: string
  /** UTF-16 offsets of each token in `text`: [start0, end0, start1, end1, …]. */
  readonly offsets: readonly number[]
  /** Null: none; then `describeFindings` may have a line for the picture, to be shown as made by machine. */
  readonly caption: string | null
  /** Whether the caption came with the data or a person wrote it here; null: there is none. */
  readonly captionOrigin: 'data' | 'person' | null
  readonly picture: PostPicture | null
  readonly state: PostState
  /** Number of corrections so far; the `expectedRevision` of the next one. */
  readonly revision: number
  /** Null: no model has read this post; an empty list: one has and found nothing. */
  readonly predicted: readonly ScoredSpan[] | null
  /** Gold as imported, over the tokens of the file; null: the file had none. */
  readonly imported: readonly Span[] | null
  /** Tag sequence as imported, when it was not legal BIO; null otherwise. */
  readonly rawTags: readonly string[] | null
}

/**
 * Whether the labels of a post are gold: a person reviewed it, or its file came with labels. Else they are a draft, in
 * which spans of the model stand that nobody has confirmed.
 */
export function hasGold({ state, imported }: Pick<PostDetail, 'state' | 'imported'>): boolean {
  return state.spans !== null && (state.status === 'reviewed' || imported !== null)
}

/** A post as a reader yields it, before it is stored. */
export interface ImportedPost {
  readonly externalId: string
  readonly tokens: readonly string[]
  /** As read; null: the source has no labels for this post. */
  readonly tags: readonly string[] | null
  /** Gold where spans lie inside or across others, which tags cannot say; missing: gold is what the tags say. */
  readonly spans?: readonly Span[]
  readonly text: string
  /** UTF-16, as in PostDetail. */
  readonly offsets: readonly number[]
  /** Picture name as the source states it (or derived from IMGID); null: none. */
  readonly picture: string | null
  /** Boxes in that picture, where the source says any. */
  readonly regions?: readonly MentionRegion[]
  readonly caption: string | null
  readonly split: string | null
  readonly status: PostStatus
  /** What people noted when they reviewed it, where the source says so. */
  readonly flagged?: boolean
  readonly comment?: string
  readonly reason?: string
  /** Keys the program does not know; written back under `meta`. */
  readonly meta: JsonObject | null
  /** What the writer of the same format needs to give this record back byte for byte; null: nothing special. */
  readonly layout: JsonObject | null
  /** 1-based line in the source at which the record starts (LF counted). */
  readonly line: number
}
