import fc from 'fast-check'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { PostState } from '../../../shared/domain/post.ts'
import { openDatabase } from '../openDatabase.ts'
import { DATABASE_NAME } from '../projectFile.ts'
import { importedPost, publishPosts, stateWith, Workshop } from '../store.fixture.ts'
import type { Edit } from '../types.ts'
import { times } from './proof.fixture.ts'

const workshop = new Workshop()
afterAll(() => workshop.clear())

const RUNS = times('VSGN_INTERLEAVINGS', 500)
const CLIENTS = ['Ada', 'Bob', 'Cleo'] as const

const step = fc.record({
  client: fc.nat(CLIENTS.length - 1),
  post: fc.nat(1),
  does: fc.constantFrom('read', 'save', 'save', 'send again', 'send late'),
})

it(
  `overwrites nothing in silence over ${RUNS} interleavings of three clients`,
  () => {
    const store = workshop.create()
    let run = 0
    const late = new Set<string>()
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 14 }), (steps) => {
        run++
        publishPosts(store, [importedPost('one'), importedPost('two')])
        const [first = 0, second = 0] = store.posts.after((run - 1) * 2, 2).map((post) => post.id)
        // What an honest store holds: the accepted edits of each post; and what each client last read and sent.
        const accepted = new Map<number, Edit[]>([
          [first, []],
          [second, []],
        ])
        const known = new Map<string, number>()
        const sent = new Map<string, Edit[]>()
        const currentState = (postId: number): PostState =>
          accepted.get(postId)?.at(-1)?.after ?? stateWith({})
        const send = (edit: Edit): void => {
          const edits = accepted.get(edit.postId) ?? []
          const place = edits.findIndex((one) => one.editId === edit.editId)
          const outcome = store.corrections.save(edit)
          if (place !== -1)
            expect(outcome).toMatchObject({ kind: 'saved', revision: place + 1, repeated: true })
          else if (edit.expectedRevision === edits.length) {
            edits.push(edit)
            expect(outcome).toMatchObject({ kind: 'saved', revision: edits.length, repeated: false })
          } else {
            late.add(edit.editId)
            expect(outcome).toEqual({
              kind: 'conflict',
              postId: edit.postId,
              yours: edit.after,
              theirs: currentState(edit.postId),
              revision: edits.length,
              author: edits.at(-1)?.author ?? null,
              at: edits.at(-1)?.at ?? null,
            })
          }
        }
        for (const [index, { client, post, does }] of steps.entries()) {
          const author = CLIENTS[client] ?? ''
          const postId = post === 0 ? first : second
          const key = `${author} ${postId}`
          if (does === 'read') {
            const { state, revision } = store.posts.get(postId)
            expect(state).toEqual(currentState(postId))
            known.set(key, revision)
          } else if (does === 'send again') {
            for (const edit of sent.get(author)?.slice(-2) ?? []) send(edit)
          } else {
            const edit: Edit = {
              editId: `edit-${run}-${index}`,
              postId,
              expectedRevision: known.get(key) ?? 0,
              after: stateWith({ comment: `${author} ${index}`, flagged: index % 2 === 0 }),
              author,
              at: `${run}.${index}`,
              undoes: null,
            }
            sent.set(author, [...(sent.get(author) ?? []), edit])
            // A late one has not reached the store yet; it arrives with the next `send again`, if ever.
            if (does === 'save') send(edit)
          }
        }
        for (const [postId, edits] of accepted) {
          const history = store.corrections.history(postId)
          expect(history.map((entry) => [entry.editId, entry.author, entry.after])).toEqual(
            edits.map((edit) => [edit.editId, edit.author, edit.after]),
          )
          expect(store.posts.get(postId)).toMatchObject({
            state: currentState(postId),
            revision: edits.length,
          })
        }
      }),
      { numRuns: RUNS },
    )
    expect(store.verify()).toEqual([])
    const folder = store.folder
    store.close()
    const connection = openDatabase(join(folder, DATABASE_NAME), { readOnly: true })
    const kept = connection.all<{ edit_id: string }>('SELECT edit_id FROM refused_edits')
    connection.close()
    expect(new Set(kept.map((row) => row.edit_id))).toEqual(late)
  },
  60_000 + RUNS * 600,
)
