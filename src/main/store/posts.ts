import { WorkbenchError } from '../../shared/api/workbenchError.ts'
import type { StoreContext } from './context.ts'
import { insertPosts } from './insertPosts.ts'
import { detailOf, SELECT_POST, storedPostOf, summaryOf } from './postRow.ts'
import type { PostRow } from './postRow.ts'
import { before, both, choiceCondition, filterCondition, orderBy, publishedOnly } from './postQuery.ts'
import type { Condition } from './postQuery.ts'
import type { BatchChoice, PostStore } from './types.ts'

export function postStore(context: StoreContext): PostStore {
  const { connection, labels } = context
  const visible = (...conditions: Condition[]): Condition =>
    both(publishedOnly(context.anyStaged()), ...conditions)
  const rowOf = (id: number): PostRow | undefined =>
    connection.get<PostRow>(`${SELECT_POST} WHERE posts.id = ?`, [id])

  return {
    insert: (fileId, posts) => insertPosts(context, fileId, posts),

    page: ({ filter, order, offset, limit }) =>
      connection.read(() => {
        const where = visible(filterCondition(filter, labels))
        const counts = connection.get<{ total: number; reviewed: number }>(
          `SELECT count(*) AS total, coalesce(sum(reviewed), 0) AS reviewed FROM posts WHERE ${where.sql}`,
          where.values,
        )
        const ids = connection.all<{ id: number }>(
          `SELECT id FROM posts WHERE ${where.sql} ORDER BY ${orderBy(order)} LIMIT ? OFFSET ?`,
          [...where.values, limit, offset],
        )
        return {
          total: counts?.total ?? 0,
          reviewed: counts?.reviewed ?? 0,
          offset,
          rows: ids.flatMap(({ id }) => rowOf(id) ?? []).map(summaryOf),
        }
      }),

    get: (id) =>
      connection.read(() => {
        requirePost(context, id)
        return detailOf(rowOf(id) as PostRow)
      }),

    position: (id, filter, order) =>
      connection.read(() => {
        const where = visible(filterCondition(filter, labels))
        const post = connection.get<{ id: number; leastScore: number }>(
          `SELECT id, least_score AS leastScore FROM posts WHERE id = ? AND ${where.sql}`,
          [id, ...where.values],
        )
        if (post === undefined) return null
        const earlier = both(where, before(order, post))
        return (
          connection.get<{ place: number }>(
            `SELECT count(*) AS place FROM posts WHERE ${earlier.sql}`,
            earlier.values,
          )?.place ?? null
        )
      }),

    after: (position, limit, choice: BatchChoice = {}) =>
      connection.read(() => {
        const where = visible(choiceCondition(choice))
        return connection
          .all<{ id: number }>(`SELECT id FROM posts WHERE id > ? AND ${where.sql} ORDER BY id LIMIT ?`, [
            position,
            ...where.values,
            limit,
          ])
          .flatMap(({ id }) => rowOf(id) ?? [])
          .map((row) => storedPostOf(row, labels))
      }),

    count: (choice: BatchChoice = {}) => {
      const where = visible(choiceCondition(choice))
      return (
        connection.get<{ posts: number }>(
          `SELECT count(*) AS posts FROM posts WHERE ${where.sql}`,
          where.values,
        )?.posts ?? 0
      )
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
