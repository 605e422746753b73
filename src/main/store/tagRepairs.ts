import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { PostState } from '../../shared/domain/post.ts'
import { readProjectTags } from '../../shared/domain/projectTags.ts'
import type { StoreContext } from './context.ts'
import { appendToLog, decodeState, encodeState } from './correctionLog.ts'
import type { LogRow } from './correctionLog.ts'
import { changeContent } from './postDigest.ts'
import { tagsSay } from './postRow.ts'
import { goldRow, goldState, projectGold } from './projectGold.ts'
import type { GoldRow } from './projectGold.ts'
import type { RetaggedPost, TagRepair, TagRepairStore } from './types.ts'

interface Change {
  readonly row: GoldRow
  readonly state: PostState
  readonly tags: readonly string[]
  readonly undoes: string | null
  readonly author: string
  readonly at: string
}

export function tagRepairStore(context: StoreContext): TagRepairStore {
  const { connection } = context
  return {
    begin: ({ rule, author, at }) =>
      context.write(
        () =>
          connection.run('INSERT INTO tag_repairs (rule, author, at) VALUES (?, ?, ?)', [rule, author, at])
            .lastId,
      ),

    apply: (repairId, posts) =>
      context.write(() => {
        const repair = requireRepair(context, repairId)
        return attempt(posts, (post) => {
          const row = goldRow(context, post.postId)
          if (row === undefined || row.revision !== post.expectedRevision) return false
          if (!stillTagged(context, row)) return false
          const spans = readProjectTags(checkedTags(row, post), context.labels.names).spans
          const state = { ...goldState(row), spans }
          change(context, repairId, { ...repair, row, state, tags: post.tags, undoes: null })
          return true
        })
      }),

    undo: (repairId, by) =>
      context.write(() => {
        requireRepair(context, repairId)
        const log = connection.all<LogRow>(
          `SELECT edit_id, post_id, revision, before, tags_before FROM corrections
           WHERE repair_id = ? AND undoes IS NULL`,
          [repairId],
        )
        connection.run('UPDATE tag_repairs SET undone = 1 WHERE id = ?', [repairId])
        return attempt(
          log.map((entry) => ({ entry, postId: entry.post_id })),
          ({ entry }) => {
            const row = goldRow(context, entry.post_id)
            if (row?.revision !== entry.revision || entry.tags_before === null) return false
            const tags = JSON.parse(entry.tags_before) as string[]
            change(context, repairId, {
              ...by,
              row,
              state: decodeState(entry.before),
              tags,
              undoes: entry.edit_id,
            })
            return true
          },
        )
      }),

    list: () =>
      connection
        .all<Omit<TagRepair, 'undone'> & { undone: number }>(
          `SELECT id, rule, author, at, undone,
             (SELECT count(*) FROM corrections WHERE repair_id = tag_repairs.id AND undoes IS NULL) AS posts
           FROM tag_repairs ORDER BY id`,
        )
        .map((row) => ({ ...row, undone: row.undone === 1 })),
  }
}

/** Logs the change of one post and carries it out. */
function change(context: StoreContext, repairId: number, { row, state, tags, ...by }: Change): void {
  const revision = row.revision + 1
  const encoded = JSON.stringify(tags)
  appendToLog(context.connection, {
    edit_id: `repair-${repairId}-${row.id}-${revision}`,
    post_id: row.id,
    revision,
    before: encodeState(goldState(row)),
    after: encodeState(state),
    tags_before: row.tags,
    tags_after: encoded,
    author: by.author,
    at: by.at,
    model_run_id: null,
    undoes: by.undoes,
    repair_id: repairId,
  })
  changeContent(context.connection, row.id, 'tags = ?, tag_problems = ?', [
    encoded,
    readProjectTags(tags, context.labels.names).problems.length,
  ])
  projectGold(context, row.id, { state, revision, tags })
}

/** Whether the raw tags are what gold comes from; a post a person has relabelled is no matter of tags any more. */
function stillTagged({ labels }: StoreContext, row: GoldRow): boolean {
  return row.tags !== null && tagsSay(JSON.parse(row.tags) as string[], goldState(row), labels)
}

/** Tries each post; names those that were left. */
function attempt<Post extends { readonly postId: number }>(
  posts: readonly Post[],
  changed: (post: Post) => boolean,
): { changed: number; left: number[] } {
  const left = posts.filter((post) => !changed(post)).map((post) => post.postId)
  return { changed: posts.length - left.length, left }
}

function requireRepair(
  { connection }: StoreContext,
  id: number,
): { readonly author: string; readonly at: string } {
  const repair = connection.get<{ author: string; at: string; undone: number }>(
    'SELECT author, at, undone FROM tag_repairs WHERE id = ?',
    [id],
  )
  if (repair === undefined) throw new WorkbenchError('not-found', `There is no tag repair ${id}.`)
  if (repair.undone === 1)
    throw new WorkbenchError('refused', `Tag repair ${id} was already taken back; start a new one.`)
  return { author: repair.author, at: repair.at }
}

function checkedTags(row: GoldRow, { tags }: RetaggedPost): readonly string[] {
  const { length } = JSON.parse(row.tokens) as string[]
  if (tags.length !== length)
    throw new WorkbenchError(
      'invalid-input',
      `Post ${row.id} has ${length} tokens, but ${tags.length} tags were given. Nothing was changed.`,
    )
  return tags
}
