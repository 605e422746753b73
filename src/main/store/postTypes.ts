import type { JsonObject } from '../../shared/domain/json.ts'
import type {
  ImportedPost,
  PostDetail,
  PostPicture,
  PostState,
  PostStatus,
  PostSummary,
} from '../../shared/domain/post.ts'

/** A missing key does not filter. The same shape as `postFilter` of the contract. */
export interface PostFilter {
  readonly status?: PostStatus | undefined
  readonly flagged?: boolean | undefined
  /** Commented on for this reason. */
  readonly reason?: string | undefined
  /** A span of this type is drawn: gold, else predicted. */
  readonly type?: string | undefined
  readonly scoreAtMost?: number | undefined
  /** Every predicted span has at least this score, and there is one. */
  readonly scoreAtLeast?: number | undefined
  readonly fileId?: number | undefined
  readonly split?: string | undefined
  readonly text?: string | undefined
  readonly picture?: 'ok' | 'missing' | 'broken' | 'none' | undefined
  readonly problems?: boolean | undefined
  /** Whether the model run before the current one read the post otherwise; posts read once are on neither side. */
  readonly disagreement?: boolean | undefined
  /** Whether the current model reads the post otherwise without its picture; posts not read so are on neither side. */
  readonly pictureChanges?: boolean | undefined
  /** Somebody of this name corrected or accepted the post. */
  readonly reviewer?: string | undefined
  readonly ids?: readonly number[] | undefined
}

export type PostOrder = 'file' | 'least-certain' | 'worth' | 'random'

export interface PostQuery {
  readonly filter: PostFilter
  readonly order: PostOrder
  readonly offset: number
  readonly limit: number
}

export interface PostPage {
  /** Posts that pass the filter, and how many of them are reviewed. */
  readonly total: number
  readonly reviewed: number
  readonly offset: number
  readonly rows: PostSummary[]
}

/** A post with what writers and models need beside what the review screen draws. */
export interface StoredPost extends PostDetail {
  readonly fileId: number
  /** Sort key in file order over the whole project; pass the last one to `after` for the next batch. */
  readonly position: number
  /** Tags exactly as imported (or as a tag repair left them); null: the source had none. */
  readonly tags: readonly string[] | null
  /** True while `tags` still say what gold says, so that writing them back loses no correction. */
  readonly tagsHold: boolean
  /** True while gold is what was imported beside `tags`: spans inside others, which tags cannot say. */
  readonly goldHolds: boolean
  readonly layout: JsonObject | null
  readonly meta: JsonObject | null
  /** 1-based line in the source file. */
  readonly line: number
  /** The model run that made `predicted`. */
  readonly predictedRun: number | null
}

/** A post with gold as comparisons read it: no more than they need, because they read whole projects. */
export interface LabelledPost extends Pick<
  PostDetail,
  'id' | 'externalId' | 'split' | 'tokens' | 'caption' | 'revision' | 'predicted' | 'rawTags'
> {
  /** As of a stored post. */
  readonly position: number
  readonly state: Pick<PostState, 'spans' | 'status'>
  readonly picture: Pick<PostPicture, 'state' | 'hash'> | null
}

export interface BatchChoice {
  readonly which?: 'all' | PostStatus | undefined
  /** Only posts of this file. */
  readonly fileId?: number | undefined
  /** Only posts this run has read. */
  readonly run?: number | undefined
  /** Only posts with tag problems. */
  readonly problems?: boolean | undefined
  /** Only these posts. */
  readonly among?: readonly number[] | undefined
  /** Not these posts. */
  readonly except?: readonly number[] | undefined
}

export interface PostStore {
  /** Adds posts to a staged file in one transaction. Refuses (`invalid-input`) a post that contradicts itself. */
  insert(
    fileId: number,
    posts: readonly ImportedPost[],
  ): { readonly stored: number; readonly problems: number }
  page(query: PostQuery): PostPage
  /** Throws `not-found`. */
  get(id: number): PostDetail
  /** The first post of this id in the files; null: there is none. Reads the whole table. */
  find(externalId: string): number | null
  /** Place of a post in a filtered, ordered list, from 0; null: not in it. */
  position(id: number, filter: PostFilter, order: PostOrder): number | null
  /** The next posts in file order whose position is greater; an empty list is the end. Start with 0. */
  after(position: number, limit: number, choice?: BatchChoice): StoredPost[]
  /** As `after`, of the posts with gold; `predicted` is what is shown of each. */
  labelled(position: number, limit: number): LabelledPost[]
  count(choice?: BatchChoice): number
  /** What posts are called in their files, in file order; read even where nothing else of them can be. */
  externalIds(choice: BatchChoice): string[]
  /** As `after`, of the posts that pass a filter. */
  matching(filter: PostFilter, position: number, limit: number): StoredPost[]
}
