import type { ReadingKey } from '../../shared/domain/reading.ts'
import type { ScoredSpan } from '../../shared/domain/span.ts'
import type { PostStatus } from '../../shared/domain/post.ts'
import type { LabelledPost, StoredPost } from './postTypes.ts'

export interface NewRun {
  readonly model: string
  readonly sha256: string
  readonly device: string
  readonly at: string
}

export interface ModelRun extends NewRun {
  readonly id: number
}

export interface Prediction {
  readonly postId: number
  readonly spans: readonly ScoredSpan[]
  /** The model reads pictures, and nobody could look at that of the post; missing: it was shown all there is. */
  readonly unseen?: true
}

/** Which posts a run is to read, in file order. */
export interface PendingChoice {
  readonly which: 'all' | 'unreviewed'
  /** Also those it has read with an unseen picture: they can be looked at now. */
  readonly unseen: boolean
}

export interface PredictionStore {
  /** The current run when it is of the same model (so work resumes), else a new one that becomes the current one. */
  startRun(run: NewRun): number
  /**
   * One transaction; a post the run has already read keeps its first prediction, unless its picture was unseen then.
   * Gives the number stored.
   */
  store(runId: number, predictions: readonly Prediction[]): number
  current(): ModelRun | null
  pending(
    runId: number,
    choice: PendingChoice & { readonly after: number; readonly limit: number },
  ): StoredPost[]
  pendingCount(runId: number, choice: PendingChoice): number
  /** Says of the posts of a file whose picture is not there whether the current run counts as not having seen it. */
  setUnseen(fileId: number, unseen: boolean): void
  /** Whether the current run has read an unreviewed post with an unseen picture. */
  anyUnseen(): boolean
}

export interface StoredReading extends ReadingKey {
  readonly model: string
  readonly sha256: string
  readonly device: string
  readonly at: string
}

/** What models said of posts, kept to be held against gold and against each other. */
export interface ReadingStore {
  /** Newest model run first, each followed by its finished controls. */
  list(): StoredReading[]
  /** Begins a control anew: what an earlier one of the same run found is forgotten. Nobody sees it before `finish`. */
  begin(key: ReadingKey, at: string): void
  /** One transaction. Throws `refused` for a control that was not begun. */
  add(key: ReadingKey, predictions: readonly Prediction[]): void
  finish(key: ReadingKey): void
  /** Lets go of controls that were begun and not finished. */
  forgetUnfinished(): void
  /** As `PostStore.labelled`, of the posts of one reading; their `predicted` is what it found. */
  after(key: ReadingKey, position: number, limit: number, which: 'all' | PostStatus): LabelledPost[]
}
