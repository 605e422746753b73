import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { PostState } from '../../shared/domain/post.ts'
import { readProjectTags } from '../../shared/domain/projectTags.ts'
import { checkedState } from './checkState.ts'
import type { StoreContext } from './context.ts'
import { appendToLog, correctionOf, encodeState } from './correctionLog.ts'
import type { LogRow } from './correctionLog.ts'
import { requirePost } from './posts.ts'
import { goldRow, goldState, projectGold } from './projectGold.ts'
import type { GoldRow } from './projectGold.ts'
import { decodeSpans } from './spanCodec.ts'
import { undoableSteps } from './undoableSteps.ts'
import type { CorrectionStore, Edit, PersonWork, SaveOutcome } from './types.ts'

const LOG_COLUMNS = `edit_id, post_id, revision, before, after, tags_before, tags_after, author, at, model_run_id,
  undoes, repair_id, hash`

export function correctionStore(context: StoreContext): CorrectionStore {
  return {
    save: (edit) => context.write(() => firstAnswer(context, edit) ?? save(context, edit)),
    history: (postId) =>
      context.connection.read(() => {
        requirePost(context, postId)
        return context.connection
          .all<LogRow>(`SELECT ${LOG_COLUMNS} FROM corrections WHERE post_id = ? ORDER BY revision`, [postId])
          .map(correctionOf)
      }),
    people: (since) =>
      context.connection.all<PersonWork>(
        `SELECT author, count(DISTINCT post_id) AS posts, count(*) AS changes,
           count(DISTINCT CASE WHEN at >= ? THEN post_id END) AS today, max(at) AS latest
         FROM corrections GROUP BY author ORDER BY author`,
        [since],
      ),
    undoable: (author, limit) => context.connection.read(() => undoableSteps(context, author, limit)),
  }
}

/** The answer this edit already got; null: it is new. */
function firstAnswer({ connection }: StoreContext, edit: Edit): SaveOutcome | null {
  const known = connection.get<Pick<LogRow, 'post_id' | 'revision' | 'at'>>(
    'SELECT post_id, revision, at FROM corrections WHERE edit_id = ?',
    [edit.editId],
  )
  if (known === undefined) return null
  if (known.post_id !== edit.postId)
    throw new WorkbenchError('invalid-input', `Edit ${edit.editId} was already saved for another post.`)
  const { post_id: postId, revision, at: savedAt } = known
  return { kind: 'saved', postId, revision, savedAt, repeated: true }
}

function save(context: StoreContext, edit: Edit): SaveOutcome {
  const row = goldRow(context, edit.postId)
  if (row === undefined)
    throw new WorkbenchError('not-found', `There is no post ${edit.postId} in this project.`, {
      postId: edit.postId,
    })
  if (row.revision !== edit.expectedRevision)
    return refuseStale(context, row, { ...edit, after: checkedAfter(context, row, edit.after).after })
  const revision = logChange(context, row, edit)
  return { kind: 'saved', postId: row.id, revision, savedAt: edit.at, repeated: false }
}

/** The new state as it will be stored, and the raw tags of the post. Throws `invalid-input` for what it cannot hold. */
function checkedAfter(context: StoreContext, row: GoldRow, wanted: PostState) {
  const { names } = context.labels
  const tags = row.tags === null ? null : (JSON.parse(row.tags) as string[])
  const imported = row.gold === null ? readProjectTags(tags ?? [], names).spans : decodeSpans(row.gold)
  const tokens = JSON.parse(row.tokens) as string[]
  return { after: checkedState(wanted, { tokens, imported }, names), tags }
}

/** Appends one correction to the log and carries it out; gives the new revision. The caller holds the transaction. */
export function logChange(
  context: StoreContext,
  row: GoldRow,
  edit: Pick<Edit, 'editId' | 'author' | 'at' | 'after' | 'undoes' | 'modelRunId'>,
): number {
  const { after, tags } = checkedAfter(context, row, edit.after)
  const revision = row.revision + 1
  appendToLog(context.connection, {
    edit_id: edit.editId,
    post_id: row.id,
    revision,
    before: encodeState(goldState(row)),
    after: encodeState(after),
    tags_before: null,
    tags_after: null,
    author: edit.author,
    at: edit.at,
    model_run_id: edit.modelRunId === undefined ? row.run_id : edit.modelRunId,
    undoes: edit.undoes,
    repair_id: null,
  })
  projectGold(context, row.id, { state: after, revision, tags })
  return revision
}

/** Keeps the late version beside the log and gives both back. */
function refuseStale({ connection }: StoreContext, row: GoldRow, edit: Edit): SaveOutcome {
  connection.run(
    `INSERT INTO refused_edits (edit_id, post_id, expected_revision, found_revision, after, author, at)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [edit.editId, row.id, edit.expectedRevision, row.revision, encodeState(edit.after), edit.author, edit.at],
  )
  const newest = connection.get<{ author: string; at: string }>(
    'SELECT author, at FROM corrections WHERE post_id = ? AND revision = ?',
    [row.id, row.revision],
  )
  return {
    kind: 'conflict',
    postId: row.id,
    yours: edit.after,
    theirs: goldState(row),
    revision: row.revision,
    author: newest?.author ?? null,
    at: newest?.at ?? null,
  }
}
