import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { PostDetail } from '../../shared/domain/post.ts'
import type { StoreContext } from './context.ts'
import { decodedRows } from './decodedRows.ts'
import { insertPosts } from './insertPosts.ts'
import { labelledPosts } from './labelledPosts.ts'
import type { ReadingSource } from './labelledPosts.ts'
import type { Bindable } from './openDatabase.ts'
import { createPageCounts } from './pageCounts.ts'
import { detailOf, postRows, storedPostOf, summaryOf } from './postRow.ts'
import type { PostRow } from './postRow.ts'
import { both, TRUE } from './condition.ts'
import {
  batchSql,
  before,
  choiceCondition,
  countSql,
  filterCondition,
  pageSql,
  publishedOnly,
} from './postQuery.ts'
import type { Condition } from './condition.ts'
import { searchReach } from './searchIndex.ts'
import type { BatchChoice, PostFilter, PostOrder, PostStore, StoredPost } from './types.ts'

/** The predictions that are shown, of whatever run they are. */
const SHOWN: ReadingSource = {
  join: 'predictions AS reading ON reading.post_id = posts.id AND reading.run_id = posts.run_id',
  values: [],
  holds: TRUE,
}

const ONE_ID = 'SELECT ? AS id'

export function postStore(context: StoreContext): PostStore {
  const { connection, labels } = context
  const pageCounts = createPageCounts(connection)
  const filtered = (filter: PostFilter, order?: PostOrder): Condition =>
    filterCondition(filter, { labels, reach: searchReach(connection) }, order)
  const visible = (...conditions: Condition[]): Condition =>
    both(publishedOnly(context.anyStaged()), ...conditions)
  const rowsOf = (ids: string, values: readonly Bindable[]): PostRow[] => postRows(connection, ids, values)
  const batch = (where: Condition, position: number, limit: number): StoredPost[] =>
    decodedRows(rowsOf(batchSql(where), [position, ...where.values, limit]), (row) =>
      storedPostOf(row, labels),
    )

  return {
    insert: (fileId, posts) => insertPosts(context, fileId, posts),

    page: ({ filter, order, offset, limit }) =>
      connection.read(() => {
        const where = visible(filtered(filter, order))
        return {
          ...pageCounts(filter, where),
          offset,
          rows: decodedRows(rowsOf(pageSql(where, order), [...where.values, limit, offset]), summaryOf),
        }
      }),

    get: (id) =>
      connection.read(() => {
        requirePost(context, id)
        return decodedRows(rowsOf(ONE_ID, [id]), (row) => detailOf(row, labels))[0] as PostDetail
      }),

    find: (externalId) => {
      const where = visible({ sql: 'external_id = ?', values: [externalId] })
      const sql = `SELECT id FROM posts WHERE ${where.sql} ORDER BY id LIMIT 1`
      return connection.get<{ id: number }>(sql, where.values)?.id ?? null
    },

    position: (id, filter, order) =>
      connection.read(() => {
        const where = visible(filtered(filter, order))
        const post = connection.get<{ id: number; leastScore: number; worth: number }>(
          `SELECT id, least_score AS leastScore, worth FROM posts WHERE id = ? AND ${where.sql}`,
          [id, ...where.values],
        )
        if (post === undefined) return null
        const earlier = both(where, before(order, post))
        return connection.get<{ total: number }>(countSql(earlier), earlier.values)?.total ?? 0
      }),

    after: (position, limit, choice: BatchChoice = {}) =>
      connection.read(() => batch(visible(choiceCondition(choice)), position, limit)),

    labelled: (position, limit) => labelledPosts(context, SHOWN, position, limit),

    matching: (filter, position, limit) =>
      connection.read(() => batch(visible(filtered(filter)), position, limit)),

    count: (choice: BatchChoice = {}) => {
      const where = visible(choiceCondition(choice))
      return connection.get<{ total: number }>(countSql(where), where.values)?.total ?? 0
    },

    externalIds: (choice) => {
      const where = visible(choiceCondition(choice))
      return connection
        .all<{ name: string }>(
          `SELECT external_id AS name FROM posts WHERE ${where.sql} ORDER BY id`,
          where.values,
        )
        .map(({ name }) => name)
    },
  }
}

/** Throws `not-found` for a post that is not there or belongs to an unfinished import. */
export function requirePost({ connection }: StoreContext, id: number): void {
  const found = connection.get(
    'SELECT 1 FROM posts JOIN files ON files.id = posts.file_id WHERE posts.id = ? AND files.staged = 0',
    [id],
  )
  if (found === undefined)
    throw new WorkbenchError('not-found', `There is no post ${id} in this project.`, { postId: id })
}
