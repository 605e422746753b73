import type { PostDetail, PostState } from '../../shared/domain/post.ts'
import { cutsOf } from '../../shared/domain/recut.ts'
import type { Span } from '../../shared/domain/span.ts'
import type { KnownPost } from './knownPost.ts'
import {
  acceptedSpans,
  draftOf,
  inState,
  knownPost,
  latestPosts,
  merged,
  samePost,
  sameState,
  suggestionsOf,
} from './knownPost.ts'
import type { Selection } from './selection.ts'
import { alone, moveBy, moveTo, neighbourSpan, resting, selectSpan, START, targetOf } from './selection.ts'
import {
  addSpan,
  mergeSpan,
  movedSpan,
  nestingOf,
  plain,
  relabelSpan,
  removeSpan,
  replaceSpan,
  splitSpan,
} from './spanEdit.ts'
import { isOfSpans, isSelecting } from './sessionAction.ts'
import type { Action, EditAction, PostAction, SelectAction, SpanAction, Step } from './sessionAction.ts'
import { cutWord, joinWord, movedCaret } from './wordCut.ts'

/** What must be saved: one correction as the core wants it. */
export interface Edit {
  readonly editId: string
  readonly postId: number
  readonly expectedRevision: number
  readonly after: PostState
  readonly undoes: string | null
}

/** One person's sitting at the review screen, over all posts. */
export interface Session {
  readonly postId: number | null
  readonly selection: Selection
  /** The current post and those changed in this sitting. */
  readonly posts: ReadonlyMap<number, KnownPost>
  readonly undo: readonly Step[]
  readonly redo: readonly Step[]
  /** The project lets spans lie inside others. */
  readonly nested: boolean
}

export interface Outcome {
  readonly session: Session
  /** Null: nothing to save. */
  readonly edit: Edit | null
}

export const EMPTY_SESSION: Session = {
  postId: null,
  selection: START,
  posts: new Map(),
  undo: [],
  redo: [],
  nested: false,
}

export function currentPost({ posts, postId }: Session): KnownPost | null {
  return postId === null ? null : (posts.get(postId) ?? null)
}

/** The whole of reviewing as a pure function: session and action in, session and correction out. */
export function step(session: Session, action: Action): Outcome {
  if (action.type === 'open') return still(opened(session, action.detail))
  if (action.type === 'refresh') return still(refreshed(session, action.detail))
  if (action.type === 'reread') return still(reread(session, action.detail))
  if (action.type === 'learn') return still(learnt(session, action.detail))
  if (action.type === 'restore') return still(restored(session, action))
  if (action.type === 'bulk') return still(afterBulk(session, action))
  if (action.type === 'did' || action.type === 'undid') return still(doneElsewhere(session, action))
  if (action.type === 'forget')
    return still({ ...session, posts: latestPosts(session.posts, session.postId, action.keep) })
  if (action.type === 'rules') return still({ ...session, nested: action.nested })
  if (action.type === 'undo' || action.type === 'redo') return travel(session, action.editId, action.type)
  if (action.type === 'overwrite') return overwritten(session, action)
  const post = currentPost(session)
  return post === null ? still(session) : onPost(session, post, action)
}

function onPost(session: Session, post: KnownPost, action: PostAction): Outcome {
  if (isSelecting(action)) return still(withSelection(session, selected(session, post, action)))
  if (isOfSpans(action)) return spanAction(session, post, action)
  switch (action.type) {
    case 'cutWord':
    case 'joinWord': {
      const made = (action.type === 'cutWord' ? cutWord : joinWord)(post, session.selection)
      if (made === null) return still(session)
      return changed({ ...session, selection: made.selection }, post, action.editId, made.state)
    }
    case 'accept':
      return changed(session, post, action.editId, {
        ...post.state,
        spans: acceptedSpans(post, action.least),
        status: 'reviewed',
      })
    case 'flag':
      return changed(session, post, action.editId, { ...post.state, flagged: !post.state.flagged })
    case 'restoreState':
      return changed(session, post, action.editId, action.state)
    case 'comment':
      return changed(session, post, action.editId, commented(post.state, action))
  }
}

function withSelection(session: Session, selection: Selection): Session {
  return selection === session.selection ? session : { ...session, selection }
}

function selected({ selection }: Session, post: KnownPost, action: SelectAction): Selection {
  const tokens = post.detail.tokens.length
  switch (action.type) {
    case 'token':
      return moveBy(selection, action.delta, action.extend, tokens)
    case 'tokenAt':
      return moveTo(selection, action.token, action.extend, tokens)
    case 'span': {
      const span = neighbourSpan(post, selection, action.delta)
      return span === null ? selection : selectSpan(span)
    }
    case 'select':
      return action.span === null
        ? moveTo(selection, selection.focus, false, tokens)
        : selectSpan(action.span)
    case 'alone':
      return alone(selection)
    case 'caret':
      return action.move === null
        ? moveTo(selection, selection.focus, false, tokens)
        : movedCaret(post, selection, action.move)
  }
}

function spanAction(session: Session, post: KnownPost, action: SpanAction): Outcome {
  const draft = draftOf(post)
  const target = targetOf(post, session.selection)
  const nesting = nestingOf(draft, session.nested)
  const put = (spans: readonly Span[], selection: Selection): Outcome =>
    changed({ ...session, selection }, post, action.editId, { ...post.state, spans })

  if (action.type === 'take') {
    const chosen = target.kind === 'suggestion' ? target.span : suggestionsOf(post)[0]
    return chosen === undefined
      ? still(session)
      : put(addSpan(draft, plain(chosen), nesting), selectSpan(plain(chosen)))
  }
  if (action.type === 'label') {
    if (target.kind === 'span') {
      const relabelled = { ...target.span, type: action.label }
      return put(relabelSpan(draft, target.span, action.label), selectSpan(relabelled))
    }
    const range = target.kind === 'range' ? target : target.span
    const added = { start: range.start, end: range.end, type: action.label }
    return put(addSpan(draft, added, nesting), selectSpan(added))
  }
  if (target.kind !== 'span') return still(session)
  if (action.type === 'remove') {
    const { start } = target.span
    return put(removeSpan(draft, target.span), { anchor: start, focus: start, span: null })
  }
  if (action.type === 'split' || action.type === 'merge') {
    const made =
      action.type === 'split'
        ? splitSpan(draft, target.span, session.selection.focus)
        : mergeSpan(draft, target.span, nesting)
    return made === null ? still(session) : put(made.spans, selectSpan(made.chosen))
  }
  const moved = movedSpan(target.span, action.edge, action.delta, post.detail.tokens.length)
  return moved === null
    ? still(session)
    : put(replaceSpan(draft, target.span, moved, nesting), selectSpan(moved))
}

/** Forgets the post that was left unless it was changed here: memory stays with the work, not with the reading. */
function opened(session: Session, detail: PostDetail): Session {
  const posts = new Map(session.posts)
  const left = currentPost(session)
  if (left?.touched === false) posts.delete(left.detail.id)
  const known = posts.get(detail.id)
  posts.set(detail.id, known === undefined ? knownPost(detail) : merged(known, detail))
  return { ...session, posts, postId: detail.id, selection: START }
}

function learnt(session: Session, detail: PostDetail): Session {
  if (session.posts.has(detail.id)) return session
  return { ...session, posts: new Map(session.posts).set(detail.id, knownPost(detail)) }
}

/** Below what was done in this sitting, which may be in the log already; something new has ended what could be redone. */
function restored(session: Session, { undo, redo }: Extract<Action, { type: 'restore' }>): Session {
  const known = new Set([...session.undo, ...session.redo].map(keyOf))
  const isNew = (step: Step): boolean => !known.has(keyOf(step))
  return {
    ...session,
    undo: [...undo.filter(isNew), ...session.undo],
    redo: session.undo.length + session.redo.length === 0 ? redo : session.redo,
  }
}

function keyOf(step: Step): string {
  return step.kind === 'edit' ? step.editId : `bulk-${String(step.bulkId)}`
}

/** Every post but the one on screen is read again when it is needed: any of them may have changed. */
function afterBulk(session: Session, action: Extract<Action, { type: 'bulk' }>): Session {
  const current = currentPost(session)
  const posts = new Map(current === null ? [] : [[current.detail.id, current]])
  if (action.way === 'do') return { ...session, posts, undo: [...session.undo, action.made], redo: [] }
  const { way, made, taken } = action
  const isTaken = (step: Step): boolean => step.kind === 'bulk' && step.bulkId === taken
  const last = session[way].at(-1)
  const rest = session[way].filter((step) => !isTaken(step))
  if (made === null) return { ...session, posts, [way]: rest }
  // The core took a moment: what was done meanwhile stays, and has ended what could be redone.
  if (way === 'undo' && last !== undefined && !isTaken(last)) return { ...session, posts, undo: rest }
  const back = way === 'undo' ? 'redo' : 'undo'
  return { ...session, posts, [way]: rest, [back]: [...session[back], made] }
}

/** The post is read again when it is needed. */
function doneElsewhere(session: Session, action: Extract<Action, { type: 'did' | 'undid' }>): Session {
  const posts = new Map([...session.posts].filter(([id]) => id !== action.postId || id === session.postId))
  return action.type === 'did'
    ? { ...session, posts, undo: [...session.undo, action.made], redo: [] }
    : { ...session, posts, undo: session.undo.filter((step) => keyOf(step) !== action.taken) }
}

function refreshed(session: Session, detail: PostDetail): Session {
  const known = session.posts.get(detail.id)
  if (known === undefined) return session
  const next = merged(known, detail)
  // What was saved from here comes back as it was sent: nothing to draw.
  if (samePost(known, next)) return session
  return { ...session, posts: new Map(session.posts).set(detail.id, next) }
}

function reread(session: Session, detail: PostDetail): Session {
  const { postId, selection } = session
  return {
    ...session,
    posts: new Map(session.posts).set(detail.id, knownPost(detail)),
    selection: postId === detail.id ? resting(selection, detail.tokens.length) : selection,
  }
}

function changed(session: Session, post: KnownPost, editId: string, after: PostState): Outcome {
  if (sameState(post.state, after)) return still(session)
  const postId = post.detail.id
  const made: Step = { kind: 'edit', editId, postId, before: post.state, after }
  return {
    session: {
      ...session,
      posts: withState(session.posts, post, after),
      undo: [...session.undo, made],
      redo: [],
    },
    edit: { editId, postId, expectedRevision: post.revision, after, undoes: null },
  }
}

/** Undo and redo are corrections themselves. A step whose post has since been changed elsewhere is dropped. */
function travel(session: Session, editId: string, way: 'undo' | 'redo'): Outcome {
  const last = session[way].at(-1)
  // A change of many posts is taken back by the core.
  if (last?.kind !== 'edit') return still(session)
  const rest = session[way].slice(0, -1)
  const [from, to] = way === 'undo' ? [last.after, last.before] : [last.before, last.after]
  const post = session.posts.get(last.postId)
  if (post === undefined || !sameState(post.state, from)) return still({ ...session, [way]: rest })
  const back = way === 'undo' ? 'redo' : 'undo'
  return {
    session: {
      ...session,
      postId: last.postId,
      selection: session.postId === last.postId ? resting(session.selection, wordCount(post, to)) : START,
      posts: withState(session.posts, post, to),
      [way]: rest,
      [back]: [...session[back], { ...last, editId }],
    },
    edit: { editId, postId: last.postId, expectedRevision: post.revision, after: to, undoes: last.editId },
  }
}

function wordCount({ detail, state }: KnownPost, { cuts = [] }: PostState): number {
  return detail.tokens.length - cutsOf(state).length + cuts.length
}

function overwritten(session: Session, action: Extract<EditAction, { type: 'overwrite' }>): Outcome {
  const known = session.posts.get(action.postId)
  const edit: Edit = {
    editId: action.editId,
    postId: action.postId,
    expectedRevision: action.revision,
    after: action.state,
    undoes: null,
  }
  const same = sameState(action.theirs, action.state)
  if (known === undefined) return { session, edit: same ? null : edit }
  const theirs = { ...inState(known, action.theirs), revision: action.revision }
  const settled = { ...session, posts: new Map(session.posts).set(action.postId, theirs) }
  return changed(settled, theirs, action.editId, action.state)
}

function withState(posts: Session['posts'], post: KnownPost, state: PostState): Session['posts'] {
  const next: KnownPost = { ...inState(post, state), revision: post.revision + 1, touched: true }
  return new Map(posts).set(post.detail.id, next)
}

function commented(
  state: PostState,
  { comment, reason }: Extract<EditAction, { type: 'comment' }>,
): PostState {
  if (reason !== null) return { ...state, comment, reason }
  const rest = Object.entries(state).filter(([key]) => key !== 'reason')
  return { ...(Object.fromEntries(rest) as unknown as PostState), comment }
}

function still(session: Session): Outcome {
  return { session, edit: null }
}
