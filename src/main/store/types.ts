import type { Cause } from '../../shared/domain/cause.ts'
import type { BulkChange, UndoableStep } from '../../shared/domain/bulkChange.ts'
import type { Correction } from '../../shared/domain/correction.ts'
import type { JsonObject } from '../../shared/domain/json.ts'
import type { LabelDefinition } from '../../shared/domain/labels.ts'
import type { PostState } from '../../shared/domain/post.ts'
import type { ProjectRules } from '../../shared/domain/projectRules.ts'
import type { AgreementStore } from './agreementTypes.ts'
import type { PictureStore } from './pictureTypes.ts'
import type { PostStore } from './postTypes.ts'
import type { ModelRun, PredictionStore, ReadingStore } from './predictionTypes.ts'

export type * from './agreementTypes.ts'
export type * from './pictureTypes.ts'
export type * from './postTypes.ts'
export type * from './predictionTypes.ts'

/**
 * An open project. Everything is synchronous and owned by one process; every write is on disk when its call
 * returns. Stages import these types and nothing else of the store.
 */
export interface ProjectStore {
  /** Absolute path of the project folder. */
  readonly folder: string
  readonly readOnly: boolean
  readonly name: string
  readonly labels: readonly LabelDefinition[]
  readonly files: FileStore
  readonly posts: PostStore
  readonly corrections: CorrectionStore
  readonly predictions: PredictionStore
  readonly pictures: PictureStore
  readonly captions: CaptionStore
  readonly tagRepairs: TagRepairStore
  readonly causes: CauseStore
  readonly rules: RuleStore
  readonly readings: ReadingStore
  readonly bulk: BulkStore
  readonly agreements: AgreementStore
  readonly search: SearchStore
  /** All counts of the project screen in one cheap call. */
  overview(): ProjectOverview
  /** Runs `work` whole or not at all; may be nested. `work` must not be asynchronous. */
  transaction<T>(work: () => T): T
  /** Reads everything back and compares it with its hashes; an empty list means sound. Slow: the whole file. */
  verify(): readonly Damage[]
  /** The part of it that concerns annotations, in steps of a few milliseconds between which work may go on. */
  check(): Iterable<readonly Damage[]>
  /** Copies the project file into `snapshots/` while work goes on, keeps 10 and 7 daily; gives the file's path. */
  snapshot(reason: SnapshotReason): Promise<string>
  /** Grows with every row written since the project was opened. */
  rowsWritten(): number
  close(): void
}

/** `replaced`: the database that a restored snapshot took the place of. */
export type SnapshotReason =
  'open' | 'hourly' | 'import' | 'repair' | 'bulk' | 'migration' | 'manual' | 'replaced'

/** A copy of the database of a project. */
export interface Snapshot {
  /** Of its file, without the ending. */
  readonly name: string
  /** ISO 8601, UTC. */
  readonly takenAt: string
  readonly reason: SnapshotReason
  /** What it holds; null: it cannot be read. */
  readonly posts: number | null
  readonly reviewed: number | null
}

export interface Damage {
  readonly postId: number | null
  /** The post as people know it. */
  readonly externalId: string | null
  readonly editId: string | null
  readonly message: string
}

export interface NewFile {
  readonly name: string
  readonly format: string
  readonly encoding: string
  readonly sha256: string
  /** What the writer of the same format needs to give the file back byte for byte. */
  readonly layout: JsonObject | null
  /** How it was asked to be read; missing: nobody chose anything. */
  readonly options?: JsonObject
}

export interface StoredFile extends Omit<NewFile, 'options'> {
  readonly id: number
  /** Null: imported before choices were kept, or nobody chose anything. */
  readonly options: JsonObject | null
  readonly posts: number
  /** Posts of the file whose tags are not legal BIO of the project's labels. */
  readonly problems: number
  readonly importedAt: string
}

/** Imported files. Posts of a file are invisible to every read until the file is published. */
export interface FileStore {
  begin(file: NewFile): number
  /** What the reader learnt only at the end of the file; before `publish`. */
  describe(fileId: number, known: Partial<Pick<NewFile, 'encoding' | 'sha256' | 'layout'>>): void
  /** Makes all of them visible in one small transaction: all or nothing. */
  publish(fileIds: readonly number[]): void
  /** Forgets staged files and their posts. A published file is refused. */
  discard(fileIds: readonly number[]): void
  /** Published files in the order of their import. */
  list(): StoredFile[]
}

export interface Edit {
  /** Made by the client, 8 to 64 characters; a repeat gets the first answer. */
  readonly editId: string
  readonly postId: number
  readonly expectedRevision: number
  readonly after: PostState
  readonly author: string
  /** ISO 8601, UTC. */
  readonly at: string
  /** The run whose spans were on screen; undefined: the run whose spans the post shows now. */
  readonly modelRunId?: number | null | undefined
  readonly undoes: string | null
}

export type SaveOutcome =
  | {
      readonly kind: 'saved'
      readonly postId: number
      readonly revision: number
      readonly savedAt: string
      readonly repeated: boolean
    }
  | {
      readonly kind: 'conflict'
      readonly postId: number
      readonly yours: PostState
      readonly theirs: PostState
      readonly revision: number
      /** Who made the newest revision, and when; null: nobody has corrected the post. */
      readonly author: string | null
      readonly at: string | null
    }

export interface PersonWork {
  readonly author: string
  /** Posts they changed, whoever did so after them. */
  readonly posts: number
  readonly changes: number
  readonly today: number
  readonly latest: string
}

export interface CorrectionStore {
  /** On disk when it returns. Throws `invalid-input` for spans the post cannot hold, `not-found` for no such post. */
  save(edit: Edit): SaveOutcome
  /** Oldest first. */
  history(postId: number): Correction[]
  /** What each author did, by name; `today`: posts changed since the instant. */
  people(since: string): PersonWork[]
  /** What the author could undo and redo, from the newest `limit` entries of the log; the next one last. */
  undoable(author: string, limit: number): { readonly undo: UndoableStep[]; readonly redo: UndoableStep[] }
}

export interface NewBulkChange {
  readonly kind: BulkChange['kind']
  readonly title: string
  readonly author: string
  readonly at: string
}

export interface BulkPost {
  readonly postId: number
  /** A post that moved on since is left alone. */
  readonly expectedRevision: number
  readonly after: PostState
  /** The correction of the post that this one takes back. */
  readonly undoes?: string | undefined
}

export interface BulkOutcome {
  readonly id: number
  readonly changed: readonly number[]
  /** Posts that had moved on. */
  readonly left: readonly number[]
}

/** Changes of many posts at once: one transaction, one entry to undo, and a correction for each post in the log. */
export interface BulkStore {
  apply(change: NewBulkChange, posts: readonly BulkPost[]): BulkOutcome
  /** Takes a change back, or a taking back: each is a change of its own. Throws `refused` the second time. */
  undo(id: number, by: { readonly author: string; readonly at: string }): BulkOutcome
  /** Newest first, at most 500. */
  list(): BulkChange[]
}

export interface CaptionEdit {
  readonly postId: number
  /** The caption that was on screen; another one in the store is a conflict. */
  readonly expected: string | null
  /** Null: the post has no caption from now on. */
  readonly caption: string | null
  readonly author: string
  /** ISO 8601, UTC. */
  readonly at: string
}

export interface CaptionStore {
  /** On disk when it returns; every change is kept. Throws `conflict`, `not-found`. */
  save(edit: CaptionEdit): void
  /**
   * Gives posts the captions of a file, in one transaction. Gives the ids of those left alone: they have another one, or
   * a person took theirs away. Throws `not-found`.
   */
  fill(captions: readonly GivenCaption[]): number[]
}

export interface GivenCaption {
  readonly postId: number
  readonly caption: string
}

export interface RetaggedPost {
  readonly postId: number
  /** The revision the repair was worked out on; a post that moved on is left alone. */
  readonly expectedRevision: number
  readonly tags: readonly string[]
}

export interface TagRepair {
  readonly id: number
  readonly rule: string
  readonly author: string
  readonly at: string
  readonly posts: number
  readonly undone: boolean
}

/** Bulk changes of raw tags, each logged post by post so that it can be taken back. */
export interface TagRepairStore {
  begin(repair: { readonly rule: string; readonly author: string; readonly at: string }): number
  /** One transaction. `left`: posts that had moved on. */
  apply(
    repairId: number,
    posts: readonly RetaggedPost[],
  ): { readonly changed: number; readonly left: readonly number[] }
  /** Takes a repair back; posts corrected since are left and named. */
  undo(
    repairId: number,
    by: { readonly author: string; readonly at: string },
  ): { readonly changed: number; readonly left: readonly number[] }
  list(): TagRepair[]
}

/** Why the model got a case wrong, as people judged it. Cases are named by `caseKey`. */
export interface CauseStore {
  /** The set of the project, in its order. */
  list(): Cause[]
  /** Another set. Cases keep a cause that is no longer offered. */
  replace(causes: readonly Cause[]): void
  /** `cause` null: takes the judgement back. Throws `not-found` for a post or cause there is not. */
  tag(
    postId: number,
    caseKeys: readonly string[],
    cause: string | null,
    by: { readonly author: string; readonly at: string },
  ): void
  /** Every judgement there is: cause by case key, by post. */
  judged(): ReadonlyMap<number, ReadonlyMap<string, string>>
}

/** What the project's annotators agreed on. */
export interface RuleStore {
  get(): ProjectRules
  replace(rules: ProjectRules): void
}

/** Makes words of posts findable. */
export interface SearchStore {
  /** Takes the next posts into the index, at most `limit`, in one transaction; false: there are more. */
  catchUp(limit: number): boolean
}

/** `projects.current` without what the host adds. */
export interface ProjectOverview {
  readonly posts: number
  readonly reviewed: number
  readonly flagged: number
  /** Posts that the current model run has read. */
  readonly predicted: number
  readonly pictures: {
    readonly ok: number
    readonly missing: number
    readonly broken: number
    readonly none: number
  }
  readonly captions: number
  /** `spans` counts gold. */
  readonly splits: { readonly name: string | null; readonly posts: number; readonly spans: number }[]
  readonly files: {
    readonly id: number
    readonly name: string
    readonly format: string
    readonly posts: number
    readonly problems: number
    readonly importedAt: string
  }[]
  readonly modelRun: ModelRun | null
  /** Everybody who corrected or accepted a post, by name. */
  readonly reviewers: readonly string[]
}
