import type { UndoableStep } from '../../shared/domain/bulkChange.ts'
import type { PostDetail, PostState } from '../../shared/domain/post.ts'
import type { Span } from '../../shared/domain/span.ts'
import type { Edge } from './spanEdit.ts'
import type { CaretMove } from './wordCut.ts'

/** What can be taken back: a correction, or a change of many posts at once. */
export type Step = UndoableStep

export type BulkStep = Extract<Step, { kind: 'bulk' }>

/** What happens to a sitting. */
export type Action =
  | { readonly type: 'open'; readonly detail: PostDetail }
  /** The core's newer version of a post arrived. */
  | { readonly type: 'refresh'; readonly detail: PostDetail }
  /** An edit was given up: the post stands as the core has it. */
  | { readonly type: 'reread'; readonly detail: PostDetail }
  /** A post that undo leads to and that was not read in this sitting. */
  | { readonly type: 'learn'; readonly detail: PostDetail }
  /** What earlier sittings left to undo and redo. */
  | { readonly type: 'restore'; readonly undo: readonly Step[]; readonly redo: readonly Step[] }
  /** Many posts changed at once. */
  | { readonly type: 'bulk'; readonly way: 'do'; readonly made: BulkStep }
  /**
   * A change of many posts, by its `bulkId`, was taken back or done again; `made` would take that back. Null: it had been
   * taken back elsewhere.
   */
  | {
      readonly type: 'bulk'
      readonly way: 'undo' | 'redo'
      readonly taken: number
      readonly made: BulkStep | null
    }
  /** Another view corrected this post: what can be undone now. */
  | { readonly type: 'did'; readonly postId: number; readonly made: Step }
  /** Another view took this correction of the post back. */
  | { readonly type: 'undid'; readonly postId: number; readonly taken: string }
  /** Everything is saved: of the posts that were changed only the latest need to be known. */
  | { readonly type: 'forget'; readonly keep: number }
  /** What the project lets its annotators do. */
  | { readonly type: 'rules'; readonly nested: boolean }
  | { readonly type: 'token'; readonly delta: number; readonly extend: boolean }
  | { readonly type: 'tokenAt'; readonly token: number; readonly extend: boolean }
  | { readonly type: 'span'; readonly delta: 1 | -1 }
  | { readonly type: 'select'; readonly span: Span | null }
  /** What is labelled next lies inside the span that is there. */
  | { readonly type: 'alone' }
  /** Sets or moves the caret at which the word at the cursor would be split; null: takes it away. */
  | { readonly type: 'caret'; readonly move: CaretMove | null }
  | EditAction

/** Changes; each brings the id of the correction it becomes. */
export type EditAction = { readonly editId: string } & (
  | { readonly type: 'label'; readonly label: string }
  | { readonly type: 'remove' }
  /** In two, before the cursor. */
  | { readonly type: 'split' }
  /** With the span after it and what stands between them. */
  | { readonly type: 'merge' }
  | { readonly type: 'edge'; readonly edge: Edge; readonly delta: number }
  /** Splits the word at the cursor where the caret stands. */
  | { readonly type: 'cutWord' }
  /** Makes the pieces of the token at the cursor one word again. */
  | { readonly type: 'joinWord' }
  /** Takes the chosen suggestion, else the first one. */
  | { readonly type: 'take' }
  /** With `least`: without the spans that the model alone proposes, at a lower score. */
  | { readonly type: 'accept'; readonly least?: number }
  | { readonly type: 'flag' }
  | { readonly type: 'comment'; readonly comment: string; readonly reason: string | null }
  /** Makes an earlier version the current one. */
  | { readonly type: 'restoreState'; readonly state: PostState }
  | { readonly type: 'undo' }
  | { readonly type: 'redo' }
  /** Answer to a conflict: `state` replaces what the core holds at `revision`. */
  | {
      readonly type: 'overwrite'
      readonly postId: number
      readonly theirs: PostState
      readonly state: PostState
      readonly revision: number
    }
)

/** What is done to the post on screen. */
export type PostAction = Exclude<
  Action,
  {
    type:
      | 'open'
      | 'refresh'
      | 'reread'
      | 'learn'
      | 'restore'
      | 'bulk'
      | 'did'
      | 'undid'
      | 'forget'
      | 'rules'
      | 'undo'
      | 'redo'
      | 'overwrite'
  }
>

export type SelectAction = Extract<
  PostAction,
  { type: 'token' | 'tokenAt' | 'span' | 'select' | 'alone' | 'caret' }
>

export type SpanAction = Extract<
  EditAction,
  { type: 'label' | 'remove' | 'edge' | 'split' | 'merge' | 'take' }
>

const SELECTING: ReadonlySet<string> = new Set<SelectAction['type']>([
  'token',
  'tokenAt',
  'span',
  'select',
  'alone',
  'caret',
])

export function isSelecting(action: PostAction): action is SelectAction {
  return SELECTING.has(action.type)
}

const OF_SPANS: ReadonlySet<string> = new Set<SpanAction['type']>([
  'label',
  'remove',
  'edge',
  'split',
  'merge',
  'take',
])

export function isOfSpans(action: PostAction): action is SpanAction {
  return OF_SPANS.has(action.type)
}
