import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { BulkChange } from '../../shared/domain/bulkChange.ts'
import type { StoreContext } from './context.ts'
import { decodeState, encodeState } from './correctionLog.ts'
import type { LogRow } from './correctionLog.ts'
import { logChange } from './corrections.ts'
import { goldRow, goldState } from './projectGold.ts'
import type { BulkOutcome, BulkPost, BulkStore, NewBulkChange } from './types.ts'

const CHANGE_COLUMNS = `id, kind, title, author, at, posts, undoes,
  EXISTS (SELECT 1 FROM bulk_changes AS later WHERE later.undoes = bulk_changes.id) AS undone`

type ChangeRow = Omit<BulkChange, 'undone'> & { undone: number }

export function bulkStore(context: StoreContext): BulkStore {
  const { connection } = context
  return {
    apply: (change, posts) => context.write(() => carryOut(context, { ...change, undoes: null }, posts)),

    undo: (id, by) =>
      context.write(() => {
        const change = requireChange(context, id)
        // '.' comes right after '-': all edit ids that begin with `bulk-<id>-`.
        const log = connection.all<Entry>(
          'SELECT edit_id, post_id, revision, before, after FROM corrections WHERE edit_id >= ? AND edit_id < ?',
          [`bulk-${id}-`, `bulk-${id}.`],
        )
        const posts = log.map((entry): BulkPost => ({
          postId: entry.post_id,
          expectedRevision: revisionNow(context, entry),
          after: decodeState(entry.before),
          undoes: entry.edit_id,
        }))
        return carryOut(context, { kind: change.kind, title: change.title, ...by, undoes: id }, posts)
      }),

    list: () =>
      connection
        .all<ChangeRow>(`SELECT ${CHANGE_COLUMNS} FROM bulk_changes ORDER BY id DESC LIMIT 500`)
        .map((row) => ({ ...row, undone: row.undone === 1 })),
  }
}

type Entry = Pick<LogRow, 'edit_id' | 'post_id' | 'revision' | 'before' | 'after'>

/** Which revision of a post a change may be taken back from: any that says what the change made of it. */
function revisionNow(context: StoreContext, { post_id, revision, after }: Entry): number {
  const row = goldRow(context, post_id)
  // Whoever edited it since has taken that back.
  return row !== undefined && encodeState(goldState(row)) === after ? row.revision : revision
}

function requireChange({ connection }: StoreContext, id: number): ChangeRow {
  const change = connection.get<ChangeRow>(`SELECT ${CHANGE_COLUMNS} FROM bulk_changes WHERE id = ?`, [id])
  if (change === undefined)
    throw new WorkbenchError('not-found', `There is no bulk change ${id} in this project.`)
  if (change.undone === 1)
    throw new WorkbenchError('refused', `"${change.title}" has been taken back already; nothing was changed.`)
  return change
}

/** All posts that still are at the revision the change was worked out on; the others are named. */
function carryOut(
  context: StoreContext,
  change: NewBulkChange & { readonly undoes: number | null },
  posts: readonly BulkPost[],
): BulkOutcome {
  const { connection } = context
  const { kind, title, author, at, undoes } = change
  const { lastId: id } = connection.run(
    'INSERT INTO bulk_changes (kind, title, author, at, undoes, posts, seq) VALUES (?, ?, ?, ?, ?, 0, 0)',
    [kind, title, author, at, undoes],
  )
  const changed: number[] = []
  const left: number[] = []
  for (const post of posts) {
    const row = goldRow(context, post.postId)
    if (row?.revision !== post.expectedRevision) {
      left.push(post.postId)
      continue
    }
    const editId = `bulk-${id}-${post.postId}`
    logChange(context, row, { editId, author, at, after: post.after, undoes: post.undoes ?? null })
    changed.push(post.postId)
  }
  connection.run(
    'UPDATE bulk_changes SET posts = ?, seq = (SELECT coalesce(max(seq), 0) FROM corrections) WHERE id = ?',
    [changed.length, id],
  )
  return { id, changed, left }
}
