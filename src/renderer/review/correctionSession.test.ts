import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PostDetail, PostState } from '../../shared/domain/post.ts'
import { crosses, overlaps, sameSpan } from '../../shared/domain/span.ts'
import type { ScoredSpan, Span } from '../../shared/domain/span.ts'
import { currentPost, EMPTY_SESSION, step } from './correctionSession.ts'
import type { Edit, Session } from './correctionSession.ts'
import { acceptedSpans, draftOf, drawnSpans, suggestionsOf } from './knownPost.ts'
import type { Action } from './sessionAction.ts'

const scored = (start: number, end: number, type: string): ScoredSpan => ({
  start,
  end,
  type,
  score: 0.8,
  runnerUp: null,
})
const gold = (start: number, end: number, type: string): Span => ({ start, end, type })

function post(id: number, parts: Partial<PostDetail> = {}, state: Partial<PostState> = {}): PostDetail {
  const tokens = parts.tokens ?? ['Kevin', 'Durant', 'dancing', 'with', 'Phoenix', 'at', 'Oracle', 'Arena']
  return {
    id,
    externalId: String(id),
    split: null,
    tokens,
    text: tokens.join(' '),
    offsets: [],
    caption: null,
    captionOrigin: null,
    picture: null,
    revision: 0,
    predicted: [scored(0, 2, 'PER'), scored(4, 5, 'MISC'), scored(6, 8, 'LOC')],
    imported: null,
    rawTags: null,
    ...parts,
    state: { spans: null, status: 'unreviewed', flagged: false, comment: '', ...state },
  }
}

/** Runs actions and collects what would be saved; edit ids are numbered. */
function run(start: Session, actions: readonly Action[]): { session: Session; edits: Edit[] } {
  const edits: Edit[] = []
  let session = start
  for (const action of actions) {
    const outcome = step(session, action)
    session = outcome.session
    if (outcome.edit !== null) edits.push(outcome.edit)
  }
  return { session, edits }
}

const opened = (detail: PostDetail): Session => step(EMPTY_SESSION, { type: 'open', detail }).session
const draft = (session: Session): readonly Span[] => {
  const known = currentPost(session)
  return known === null ? [] : draftOf(known)
}

describe('a draft', () => {
  it('is what the model proposed until someone labels, and accepting makes it gold', () => {
    const { session, edits } = run(opened(post(1)), [{ type: 'accept', editId: 'a' }])
    expect(edits).toEqual([
      {
        editId: 'a',
        postId: 1,
        expectedRevision: 0,
        after: {
          spans: [gold(0, 2, 'PER'), gold(4, 5, 'MISC'), gold(6, 8, 'LOC')],
          status: 'reviewed',
          flagged: false,
          comment: '',
        },
        undoes: null,
      },
    ])
    expect(step(session, { type: 'accept', editId: 'b' }).edit).toBeNull()
  })

  it('keeps gold and offers what the model says otherwise', () => {
    const session = opened(post(1, {}, { spans: [gold(0, 2, 'PER'), gold(4, 5, 'LOC')] }))
    const known = currentPost(session)
    expect(known === null ? [] : drawnSpans(known).map(({ span, kind }) => `${span.type} ${kind}`)).toEqual([
      'PER confirmed',
      'LOC confirmed',
      'MISC suggested',
      'LOC suggested',
    ])
    const taken = run(session, [{ type: 'take', editId: 'a' }]).session
    expect(draft(taken)).toEqual([gold(0, 2, 'PER'), gold(4, 5, 'MISC')])
    const left = currentPost(taken)
    expect(left === null ? [] : suggestionsOf(left).map(({ type }) => type)).toEqual(['LOC'])
  })

  it('keeps imported gold, and what the model says otherwise, when only a flag or a comment was saved', () => {
    const imported = [gold(0, 2, 'PER'), gold(4, 5, 'LOC')]
    const flagged = post(1, { revision: 1, imported }, { spans: imported, flagged: true })
    const kinds = (detail: PostDetail): string[] => {
      const known = currentPost(opened(detail))
      return known === null ? [] : drawnSpans(known).map(({ span, kind }) => `${span.type} ${kind}`)
    }
    expect(kinds(flagged)).toEqual(['PER confirmed', 'LOC confirmed', 'MISC suggested', 'LOC suggested'])
    const known = currentPost(opened(flagged))
    expect(known === null ? [] : acceptedSpans(known, 0.9)).toEqual(imported)
    expect(kinds({ ...flagged, state: { ...flagged.state, status: 'reviewed' } })).not.toContain(
      'MISC suggested',
    )
    const relabelled = { ...flagged.state, spans: [gold(0, 2, 'PER'), gold(4, 5, 'ORG')] }
    expect(kinds({ ...flagged, state: relabelled })).toEqual(['PER confirmed', 'ORG confirmed'])
  })

  it('tells what the model proposed from what a person changed', () => {
    const { session } = run(opened(post(1)), [
      { type: 'span', delta: 1 },
      { type: 'label', label: 'ORG', editId: 'a' },
    ])
    const known = currentPost(session)
    expect(known === null ? [] : drawnSpans(known).map(({ kind }) => kind)).toEqual([
      'confirmed',
      'predicted',
      'predicted',
    ])
  })
})

describe('keys', () => {
  it('relabels the chosen span in two actions', () => {
    const { session } = run(opened(post(1)), [
      { type: 'span', delta: 1 },
      { type: 'label', label: 'ORG', editId: 'a' },
    ])
    expect(draft(session)[0]).toEqual(gold(0, 2, 'ORG'))
  })

  it('makes a span of two tokens in four actions, in the place of what it overlaps', () => {
    const { session } = run(opened(post(1)), [
      { type: 'token', delta: 1, extend: false },
      { type: 'token', delta: 1, extend: true },
      { type: 'label', label: 'MISC', editId: 'a' },
    ])
    expect(draft(session)).toEqual([gold(1, 3, 'MISC'), gold(4, 5, 'MISC'), gold(6, 8, 'LOC')])
  })

  it('moves an edge into a neighbour, which gives up the token', () => {
    const detail = post(1, {}, { spans: [gold(0, 2, 'PER'), gold(2, 4, 'ORG')] })
    const { session } = run(opened(detail), [
      { type: 'span', delta: 1 },
      { type: 'edge', edge: 'end', delta: 1, editId: 'a' },
    ])
    expect(draft(session)).toEqual([gold(0, 3, 'PER'), gold(3, 4, 'ORG')])
  })

  it('never lets an edge leave the post or a span become empty', () => {
    const session = run(opened(post(1)), [{ type: 'span', delta: 1 }]).session
    expect(step(session, { type: 'edge', edge: 'start', delta: -1, editId: 'a' }).edit).toBeNull()
    const short = run(session, [{ type: 'edge', edge: 'end', delta: -1, editId: 'a' }]).session
    expect(step(short, { type: 'edge', edge: 'end', delta: -1, editId: 'b' }).edit).toBeNull()
  })

  it('makes a span inside another where the project lets it, and undoes it', () => {
    const nested = run(opened(post(1, {}, { spans: [gold(0, 4, 'ORG')] })), [
      { type: 'rules', nested: true },
    ]).session
    const inside: readonly Action[] = [
      { type: 'token', delta: 1, extend: false },
      { type: 'alone' },
      { type: 'label', label: 'LOC', editId: 'a' },
    ]
    const { session } = run(nested, inside)
    expect(draft(session)).toEqual([gold(0, 4, 'ORG'), gold(1, 2, 'LOC')])
    expect(draft(run(session, [{ type: 'edge', edge: 'end', delta: 1, editId: 'b' }]).session)).toEqual([
      gold(0, 4, 'ORG'),
      gold(1, 3, 'LOC'),
    ])
    expect(draft(run(session, [{ type: 'undo', editId: 'c' }]).session)).toEqual([gold(0, 4, 'ORG')])
    const flat = run(nested, [{ type: 'rules', nested: false }, ...inside]).session
    expect(draft(flat)).toEqual([gold(1, 2, 'LOC')])
  })

  it('lets Tab leave the text after the last span', () => {
    const last = run(opened(post(1)), [
      { type: 'span', delta: 1 },
      { type: 'span', delta: 1 },
      { type: 'span', delta: 1 },
    ]).session
    expect(step(last, { type: 'span', delta: 1 }).session).toBe(last)
  })
})

const actions = fc.oneof(
  fc.record({ type: fc.constant('token' as const), delta: fc.constantFrom(-1, 1), extend: fc.boolean() }),
  fc.record({ type: fc.constant('span' as const), delta: fc.constantFrom(-1 as const, 1 as const) }),
  fc.record({
    type: fc.constant('label' as const),
    label: fc.constantFrom('PER', 'LOC', 'ORG'),
    editId: fc.uuid(),
  }),
  fc.record({ type: fc.constant('remove' as const), editId: fc.uuid() }),
  fc.record({
    type: fc.constant('edge' as const),
    edge: fc.constantFrom('start' as const, 'end' as const),
    delta: fc.constantFrom(-1, 1),
    editId: fc.uuid(),
  }),
  fc.record({ type: fc.constant('take' as const), editId: fc.uuid() }),
  fc.record({ type: fc.constant('accept' as const), editId: fc.uuid() }),
  fc.record({ type: fc.constant('flag' as const), editId: fc.uuid() }),
  fc.record({
    type: fc.constant('comment' as const),
    comment: fc.string({ maxLength: 5 }),
    reason: fc.constantFrom('Two readings', null),
    editId: fc.uuid(),
  }),
  fc.record({ type: fc.constantFrom('split' as const, 'merge' as const), editId: fc.uuid() }),
  fc.constant({ type: 'alone' as const }),
  fc.constantFrom(
    { type: 'open' as const, detail: post(1) },
    { type: 'open' as const, detail: post(2, {}, { spans: [gold(1, 3, 'ORG')] }) },
    { type: 'open' as const, detail: post(3, { predicted: null }) },
  ),
)

const statesOf = (session: Session): Record<number, PostState> =>
  Object.fromEntries(
    [...session.posts].filter(([, { touched }]) => touched).map(([id, { state }]) => [id, state]),
  )

describe('undo', () => {
  it('takes every edit back over all posts, and redo brings it again', () => {
    fc.assert(
      fc.property(fc.array(actions, { maxLength: 60 }), (steps) => {
        const { session, edits } = run(opened(post(1)), steps)
        const undone = run(
          session,
          session.undo.map((_, index) => ({ type: 'undo' as const, editId: `undo-${String(index)}` })),
        )
        for (const [id, state] of Object.entries(statesOf(undone.session))) {
          const first = session.undo.find((made) => made.kind === 'edit' && made.postId === Number(id))
          expect(state).toEqual(first?.kind === 'edit' ? first.before : null)
        }
        expect(undone.edits.map(({ undoes }) => undoes)).toEqual(edits.map(({ editId }) => editId).reverse())
        const redone = run(
          undone.session,
          undone.session.redo.map((_, index) => ({ type: 'redo' as const, editId: `redo-${String(index)}` })),
        )
        expect(statesOf(redone.session)).toEqual(statesOf(session))
      }),
    )
  })

  it('keeps spans apart or inside one another, in the post, and asks for revisions without a gap', () => {
    fc.assert(
      fc.property(fc.array(actions, { maxLength: 60 }), fc.boolean(), (steps, nested) => {
        const { session, edits } = run(opened(post(1)), [{ type: 'rules', nested }, ...steps])
        for (const known of session.posts.values()) {
          const spans = draftOf(known)
          for (const [index, span] of spans.entries()) {
            expect(span.start).toBeGreaterThanOrEqual(0)
            expect(span.end).toBeLessThanOrEqual(known.detail.tokens.length)
            const later = spans.slice(index + 1)
            expect(later.some((other) => (nested ? crosses : overlaps)(span, other))).toBe(false)
            expect(later.some((other) => sameSpan(other, span))).toBe(false)
          }
        }
        for (const [id, own] of Object.entries(Object.groupBy(edits, ({ postId }) => postId))) {
          expect((own ?? []).map(({ expectedRevision }) => expectedRevision)).toEqual(
            (own ?? []).map((_, index) => index),
          )
          expect(session.posts.get(Number(id))?.revision).toBe(own?.length)
        }
      }),
    )
  })

  it('leads back to a post that was forgotten since, once it is read again', () => {
    const ids = [1, 2, 3, 4]
    const flagged = run(
      EMPTY_SESSION,
      ids.flatMap((id): Action[] => [
        { type: 'open', detail: post(id) },
        { type: 'flag', editId: String(id) },
      ]),
    ).session
    const { session } = run(flagged, [{ type: 'forget', keep: 2 }])
    expect([...session.posts.keys()]).toEqual([3, 4])
    const back = run(session, [
      { type: 'undo', editId: 'a' },
      { type: 'undo', editId: 'b' },
      { type: 'learn', detail: post(2, { revision: 1 }, { flagged: true }) },
      { type: 'undo', editId: 'c' },
    ])
    expect(back.edits.map(({ postId, undoes }) => [postId, undoes])).toEqual([
      [4, '4'],
      [3, '3'],
      [2, '2'],
    ])
  })

  it('drops a step when the post was changed elsewhere since', () => {
    const edited = run(opened(post(1)), [{ type: 'flag', editId: 'a' }]).session
    const elsewhere = step(edited, {
      type: 'refresh',
      detail: post(1, { revision: 5 }, { comment: 'Ada was here' }),
    }).session
    const outcome = step(elsewhere, { type: 'undo', editId: 'b' })
    expect(outcome.edit).toBeNull()
    expect(currentPost(outcome.session)?.state.comment).toBe('Ada was here')
    expect(outcome.session.undo).toEqual([])
  })
})

it('shows a post as the core has it once an edit of it was given up', () => {
  const { session } = run(opened(post(1)), [
    { type: 'flag', editId: 'a' },
    { type: 'refresh', detail: post(1) },
  ])
  expect(currentPost(session)).toMatchObject({ revision: 1, state: { flagged: true } })
  const again = run(session, [
    { type: 'reread', detail: post(1) },
    { type: 'undo', editId: 'u' },
    { type: 'flag', editId: 'b' },
  ])
  expect(again.edits).toMatchObject([{ editId: 'b', expectedRevision: 0 }])
})

describe('what earlier sittings and bulk changes leave to undo', () => {
  const before: PostState = { spans: null, status: 'unreviewed', flagged: false, comment: '' }
  const earlier = {
    kind: 'edit',
    editId: 'e',
    postId: 7,
    before,
    after: { ...before, flagged: true },
  } as const
  const bulk = { kind: 'bulk', bulkId: 3, title: 'Oslo: LOC', posts: 12 } as const

  it('stands below what was done since, once, and is taken back after its post was read', () => {
    const restore: Action = { type: 'restore', undo: [earlier], redo: [bulk] }
    const { session } = run(opened(post(1)), [{ type: 'flag', editId: 'a' }, restore, restore])
    expect(session.undo).toMatchObject([{ editId: 'e' }, { editId: 'a' }])
    expect(session.redo).toEqual([])
    const { edits } = run(session, [
      { type: 'undo', editId: 'u1' },
      { type: 'learn', detail: post(7, { revision: 4 }, { flagged: true }) },
      { type: 'undo', editId: 'u2' },
    ])
    expect(edits[1]).toEqual({ editId: 'u2', postId: 7, expectedRevision: 4, after: before, undoes: 'e' })
  })

  it('takes up what another view did and took back, and reads its posts again', () => {
    const start = run(opened(post(1)), [{ type: 'flag', editId: 'a' }]).session
    const there = step(start, { type: 'open', detail: post(2) }).session
    const made = { ...earlier, editId: 'settled', postId: 1 }
    const undone = run(there, [{ type: 'undo', editId: 'u' }]).session
    expect(undone.redo).toHaveLength(1)
    const done = step(undone, { type: 'did', postId: 1, made }).session
    expect(done.undo).toEqual([made])
    expect(done.redo).toEqual([])
    const back = step(done, { type: 'undid', postId: 1, taken: 'settled' }).session
    expect(back.undo).toEqual([])
    const elsewhere = step(there, { type: 'did', postId: 1, made }).session
    expect([...elsewhere.posts.keys()]).toEqual([2])
  })

  it('moves a bulk change between the stacks and forgets every post but the one on screen', () => {
    const start = run(opened(post(1)), [{ type: 'flag', editId: 'a' }]).session
    const there = step(start, { type: 'open', detail: post(2) }).session
    const done = step(there, { type: 'bulk', way: 'do', made: bulk }).session
    expect([...done.posts.keys()]).toEqual([2])
    expect(done.undo).toMatchObject([{ editId: 'a' }, { bulkId: 3 }])
    expect(step(done, { type: 'undo', editId: 'u' })).toEqual({ session: done, edit: null })
    const undone = step(done, { type: 'bulk', way: 'undo', taken: 3, made: { ...bulk, bulkId: 4 } }).session
    expect(undone.undo).toMatchObject([{ editId: 'a' }])
    expect(undone.redo).toMatchObject([{ bulkId: 4 }])
  })

  it('drops a bulk change that was taken back elsewhere, so that what lies before it can be undone', () => {
    const start = run(opened(post(1)), [{ type: 'flag', editId: 'a' }]).session
    const done = step(start, { type: 'bulk', way: 'do', made: bulk }).session
    const dropped = step(done, { type: 'bulk', way: 'undo', taken: 3, made: null }).session
    expect(dropped.undo).toMatchObject([{ editId: 'a' }])
    expect(dropped.redo).toEqual([])
  })

  it('keeps what was done while the core took a bulk change back or did it again', () => {
    const done = step(opened(post(1)), { type: 'bulk', way: 'do', made: bulk }).session
    const edited = run(done, [{ type: 'flag', editId: 'a' }]).session
    const back = { type: 'bulk', way: 'undo', taken: 3, made: { ...bulk, bulkId: 4 } } as const
    const undone = step(edited, back).session
    expect(undone.undo).toMatchObject([{ editId: 'a' }])
    expect(undone.redo).toEqual([])

    const gone = step(done, back).session
    const forth = { type: 'bulk', way: 'redo', taken: 4, made: { ...bulk, bulkId: 5 } } as const
    const redone = run(gone, [{ type: 'flag', editId: 'b' }, forth]).session
    expect(redone.undo).toMatchObject([{ editId: 'b' }, { bulkId: 5 }])
    expect(redone.redo).toEqual([])
  })
})

describe('splitting, merging and taking the sure spans', () => {
  it('splits before the cursor and merges with what follows', () => {
    const at = (token: number): Action => ({ type: 'tokenAt', token, extend: false })
    const split = run(opened(post(1)), [at(1), { type: 'split', editId: 'a' }]).session
    expect(draft(split).slice(0, 2)).toEqual([gold(0, 1, 'PER'), gold(1, 2, 'PER')])
    const merged = run(split, [at(0), { type: 'merge', editId: 'b' }]).session
    expect(draft(merged)).toEqual([gold(0, 2, 'PER'), gold(4, 5, 'MISC'), gold(6, 8, 'LOC')])
    const wide = run(merged, [at(0), { type: 'merge', editId: 'c' }]).session
    expect(draft(wide)).toEqual([gold(0, 5, 'PER'), gold(6, 8, 'LOC')])
  })

  it('drops what only the model says and is not sure of', () => {
    const predicted = [
      { ...scored(0, 2, 'PER'), score: 0.9 },
      { ...scored(4, 5, 'MISC'), score: 0.5 },
    ]
    const { session } = run(opened(post(1, { predicted })), [{ type: 'accept', editId: 'a', least: 0.75 }])
    expect(currentPost(session)?.state).toMatchObject({ spans: [gold(0, 2, 'PER')], status: 'reviewed' })
  })
})

describe('a version from the core', () => {
  it('does not hide edits that are still on their way', () => {
    const edited = run(opened(post(1)), [{ type: 'flag', editId: 'a' }]).session
    const stale = step(edited, { type: 'refresh', detail: post(1) }).session
    expect(currentPost(stale)?.state.flagged).toBe(true)
  })

  it('changes nothing when it is what was sent from here', () => {
    const detail = post(1)
    const edited = run(opened(detail), [{ type: 'flag', editId: 'a' }]).session
    const own = { ...detail, revision: 1, state: { ...detail.state, flagged: true } }
    expect(step(edited, { type: 'refresh', detail: own }).session).toBe(edited)
    const predicted = [scored(0, 2, 'ORG')]
    expect(step(edited, { type: 'refresh', detail: { ...own, predicted } }).session).not.toBe(edited)
  })
})

describe('a conflict', () => {
  it('is settled by a correction on top of the other version', () => {
    const edited = run(opened(post(1)), [{ type: 'flag', editId: 'a' }]).session
    const theirs: PostState = { spans: [], status: 'reviewed', flagged: false, comment: 'theirs' }
    const mine: PostState = { spans: null, status: 'unreviewed', flagged: true, comment: '' }
    const outcome = step(edited, {
      type: 'overwrite',
      editId: 'b',
      postId: 1,
      theirs,
      state: mine,
      revision: 4,
    })
    expect(outcome.edit).toMatchObject({ expectedRevision: 4, after: mine })
    const kept = step(edited, {
      type: 'overwrite',
      editId: 'b',
      postId: 1,
      theirs,
      state: theirs,
      revision: 4,
    })
    expect(kept.edit).toBeNull()
    expect(currentPost(kept.session)?.state).toEqual(theirs)
  })
})
